package dev.kaboom.analysis.barriers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.analysis.trial.Outcome;
import dev.kaboom.analysis.trial.Reordering;
import dev.kaboom.analysis.trial.Witness;
import dev.kaboom.analysis.trial.Witness.Side;
import dev.kaboom.check.Expectations.Case;
import dev.kaboom.check.Variant;
import dev.kaboom.lang.SourceFile;
import dev.kaboom.lang.Span;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which barriers pair, told from what their removal has out of order. */
class PairingTest {
  private static final Calls CALLS =
      new Calls(
          ImmutableSetMultimap.of(
              "take", "CPU(1)", "look", "take", "look", "CPU(1)", "look", "NMI(0)"));

  private static SiteEffects site(String function, String context, Witness... witnesses) {
    SourceFile file = new SourceFile("m.c", "smp_mb();");
    Site site =
        new Site(
            Path.of("m.c"),
            function,
            new Span(file, 0, 8),
            Site.Kind.BARRIER,
            "smp_mb",
            new Change("removed", ImmutableList.of()),
            ImmutableList.of());
    Reordering reordering =
        new Reordering(
            context,
            ImmutableSortedSet.of("x", "y"),
            ImmutableSortedSet.of(),
            ImmutableList.copyOf(witnesses));
    Outcome.Story story =
        new Outcome.Story(
            "", "", ImmutableList.of(), ImmutableList.of(reordering), ImmutableList.of(), 0);
    Outcome outcome =
        new Outcome(
            "violated",
            "FINALLY",
            "",
            "None",
            ImmutableSortedSet.of(),
            ImmutableList.of(),
            1,
            0,
            story);
    SiteEffects effects = new SiteEffects(site);
    effects.add(site.removal(), CASE, new Effect(Effect.Kind.BREAKS, "FINALLY", outcome));
    return effects;
  }

  private static final Case CASE = new Case(Variant.PLAIN, Machine.SC, Compiler.CPPO);

  /** Where both traces have the same CPU out of order, the other CPU tells who else takes part. */
  @ParameterizedTest
  @CsvSource({
    "CPU(1), take, OTHER_CPU, 1",
    "CPU(1), look, OTHER_CPU, 1",
    "CPU(1), give, OTHER_CPU, 0",
    "CPU(1), take, SAME_CPU, 0",
  })
  void aWitnessOnAnotherCpuStandsForTheOtherHalf(
      String context, String function, Side side, int count) {
    SiteEffects give = site("give", "CPU(0)", new Witness(context, function, side));
    SiteEffects take = site("take", "CPU(0)");
    assertEquals(count, Pairing.of(give, ImmutableList.of(give, take), CALLS).size());
  }

  @Test
  void halvesOnTwoContextsPair() {
    SiteEffects give = site("give", "CPU(0)");
    SiteEffects take = site("take", "CPU(1)");
    assertEquals(
        ImmutableList.of(take.site()), Pairing.of(give, ImmutableList.of(give, take), CALLS));
  }

  @Test
  void aHandlerIsAWitnessOnTheSameCpu() {
    Witness handler = new Witness("NMI(0)", "look", Side.SAME_CPU);
    Witness other = new Witness("CPU(1)", "take", Side.OTHER_CPU);
    assertEquals(
        ImmutableList.of(handler), Pairing.handlers(site("give", "CPU(0)", other, handler)));
  }

  /** {@code look()} is called by both; only where the handler runs it is it the handler's. */
  @ParameterizedTest
  @CsvSource({"look, CONFIRMED", "take, NOT_SEEN", "give, NOT_SEEN"})
  void aClaimNamesWhatTheHandlerRuns(String name, Claim.Verdict verdict) {
    Witness handler = new Witness("NMI(0)", "look", Side.SAME_CPU);
    Claim claim = new Claim(1, "pairs with", ImmutableSet.of(name));
    assertEquals(verdict, claim.verdict(ImmutableList.of(), ImmutableList.of(handler), CALLS));
  }
}

package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.HandlerCuts;
import dev.kaboom.check.HandlerCuts.Cut;
import dev.kaboom.check.Playback;
import dev.kaboom.check.ProgressListener;
import dev.kaboom.interleave.replay.Snapshot;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Position;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The states of a trace, and its handlers at every cut. */
class PlaybackTest {
  private static final String TWO_FLAGS =
      """
      int a, b;
      CPU(0) { WRITE_ONCE(a, 1); WRITE_ONCE(b, 1); WRITE_ONCE(a, 0); WRITE_ONCE(b, 0); }
      """;

  private static final String DIFFER =
      "NMI(0) { int x = READ_ONCE(a); assert(x == READ_ONCE(b)); }";

  private record Played(Verdict.Violated violated, Playback playback) {}

  private static Played play(Machine machine, Compiler compiler, String source) {
    try {
      Path folder = Files.createDirectories(Path.of("target", "playback"));
      Path file = Files.writeString(folder.resolve("model.c"), source);
      Services services = Wiring.services();
      Model model = services.loader().load(file, ImmutableMap.of()).model().orElseThrow();
      CheckOptions options = CheckOptions.defaults();
      CheckResult result =
          services.checker().check(model, machine, compiler, options, ProgressListener.none());
      assertTrue(result.verdict() instanceof Verdict.Violated, result.verdict()::toString);
      Verdict.Violated violated = (Verdict.Violated) result.verdict();
      return new Played(
          violated, Playback.of(model, machine, compiler, options, violated).orElseThrow());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** One letter a cut: Violated, ok, refused, unfinished; the trace's own cut in brackets. */
  private static String outcomes(HandlerCuts cuts) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < cuts.cuts().size(); i++) {
      String letter =
          switch (cuts.cuts().get(i).outcome()) {
            case VIOLATED -> "V";
            case NOT_VIOLATED -> "o";
            case REFUSED -> "-";
            case UNFINISHED -> "?";
          };
      text.append(i == cuts.own() ? "[" + letter + "]" : letter);
    }
    return text.toString();
  }

  private static void check(String expected, Machine machine, Compiler compiler, String source) {
    assertEquals(expected, outcomes(play(machine, compiler, source).playback().cuts().get(0)));
  }

  @ParameterizedTest
  @CsvSource({"SC, SOURCE, o[V]oVo", "SC, CPPO, o[V]oVo", "TSO, SOURCE, o[V]oVooooo"})
  void anNmiBreaksOnlyWhereTheFlagsDiffer(Machine machine, Compiler compiler, String cuts) {
    check(cuts, machine, compiler, TWO_FLAGS + DIFFER);
  }

  @Test
  void plainStoresAreCutInTheOrderThatTheTraceGivesThem() {
    String source = TWO_FLAGS.replaceAll("WRITE_ONCE\\((.), (.)\\)", "$1 = $2") + DIFFER;
    check("o[V]oVo", Machine.SC, Compiler.SOURCE, source);
    Played played = play(Machine.SC, Compiler.CPPO, source);
    assertTrue(outcomes(played.playback().cuts().get(0)).contains("[V]"));
  }

  @Test
  void aMaskedInterruptIsRefused() {
    String source =
        """
        #include <linux/irqflags.h>
        int a;
        CPU(0) { WRITE_ONCE(a, 1); local_irq_disable(); WRITE_ONCE(a, 2); local_irq_enable(); }
        IRQ(0) { assert(READ_ONCE(a) != 1); }
        """;
    Played played = play(Machine.SC, Compiler.SOURCE, source);
    HandlerCuts cuts = played.playback().cuts().get(0);
    assertEquals("o[V]--o", outcomes(cuts));
    assertEquals("interrupts are masked", cuts.cuts().get(2).says());
  }

  @Test
  void anAssumptionThatFailsIsNoExecution() {
    String source = TWO_FLAGS + "NMI(0) { assume(READ_ONCE(a)); int x = READ_ONCE(b); assert(x); }";
    Played played = play(Machine.SC, Compiler.SOURCE, source);
    HandlerCuts cuts = played.playback().cuts().get(0);
    assertEquals("-[V]o--", outcomes(cuts));
    assertEquals("an assumption is not true", cuts.cuts().get(0).says());
  }

  @Test
  void aLockThatTheInterruptedCodeHoldsIsADeadlock() {
    String source =
        """
        #include <linux/spinlock.h>
        DEFINE_SPINLOCK(lock);
        int a;
        CPU(0) { spin_lock(&lock); WRITE_ONCE(a, 1); spin_unlock(&lock); }
        NMI(0) { spin_lock(&lock); spin_unlock(&lock); }
        """;
    check("o[V]Vo", Machine.SC, Compiler.SOURCE, source);
  }

  @Test
  void whatHoldsAtTheEndIsAskedAtTheEnd() {
    String source =
        """
        int busy;
        CPU(0) { WRITE_ONCE(busy, 1); WRITE_ONCE(busy, 0); }
        NMI(0) { halt(); }
        FINALLY("nothing is left behind", busy == 0);
        """;
    check("o[V]o", Machine.SC, Compiler.SOURCE, source);
  }

  @Test
  void aHandlerWithoutAnEndIsGivenUp() {
    String source =
        """
        int a, n;
        CPU(0) { WRITE_ONCE(a, 1); WRITE_ONCE(a, 0); }
        NMI(0) { if (READ_ONCE(a)) fault("seen"); while (1) WRITE_ONCE(n, READ_ONCE(n) + 1); }
        """;
    check("?[V]?", Machine.SC, Compiler.SOURCE, source);
  }

  @Test
  void whatOtherCpusDoGoesOnAfterTheHandler() {
    String source =
        """
        int a, b;
        CPU(0) { WRITE_ONCE(a, 1); WRITE_ONCE(a, 0); }
        CPU(1) { WRITE_ONCE(b, 1); }
        NMI(0) { if (READ_ONCE(a)) if (READ_ONCE(b)) halt(); }
        FINALLY("a is put back", a == 0);
        """;
    Played played = play(Machine.SC, Compiler.SOURCE, source);
    HandlerCuts cuts = played.playback().cuts().get(0);
    assertEquals("o[V]Vo", outcomes(cuts));
    for (Cut cut : cuts.cuts()) {
      String steps = cut.steps().stream().map(s -> s.label()).collect(Collectors.joining(","));
      assertTrue(steps.startsWith("nmi0,cpu0"), steps);
    }
  }

  @Test
  void memoryAndStoreBuffersAreThoseOfEachStep() {
    String source =
        """
        int a, b;
        CPU(0) { WRITE_ONCE(a, 1); assert(READ_ONCE(b)); }
        """;
    Played played = play(Machine.TSO, Compiler.SOURCE, source);
    assertEquals(2, played.violated().trace().steps().size());
    assertEquals(3, played.playback().states().size());
    assertEquals(0, played.playback().states().get(0).cpus().get(0).buffer().size());
    assertEquals(1, played.playback().states().get(1).cpus().get(0).buffer().get(0).value());
    assertEquals(0, played.playback().states().get(1).memory().get(0));
    Played atOnce = play(Machine.SC, Compiler.SOURCE, source);
    assertEquals(1, atOnce.playback().states().get(1).memory().get(0));
  }

  @Test
  void whatTheCompilerPutsOffIsHeld() {
    Played played =
        play(
            Machine.SC,
            Compiler.CPPO,
            """
            int a, b;
            CPU(0) {
              a = 1;
              WRITE_ONCE(b, 1);
            }
            NMI(0) { if (READ_ONCE(b)) assert(READ_ONCE(a)); }
            """);
    Snapshot.Cpu cpu = played.playback().states().get(1).cpus().get(0);
    assertEquals("[a = 1;]", cpu.held().stream().map(Position::text).toList().toString());
  }
}

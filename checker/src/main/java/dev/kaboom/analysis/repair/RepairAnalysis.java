package dev.kaboom.analysis.repair;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.analysis.repair.RepairFindings.End;
import dev.kaboom.analysis.repair.RepairSearch.Base;
import dev.kaboom.analysis.trial.Trial;
import dev.kaboom.analysis.trial.Trial.Patience;
import dev.kaboom.analysis.trial.TrialRunner;
import dev.kaboom.analysis.trial.Tried;
import dev.kaboom.check.CheckOptions.Extent;
import dev.kaboom.check.Expectations.Case;
import dev.kaboom.check.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Repairs every variant of a model, the cheapest first, so that what is left when the time is over
 * is the most expensive part.
 *
 * <p>Each variant gets an equal part of the time that is left, so that what one does not use is
 * there for those behind it. A repair of one variant is tried on the others before anything else.
 * What repairs do to other variants is asked last.
 */
public final class RepairAnalysis {
  /** What the search gets of the time; the rest is for the effects on other variants. */
  private static final double SEARCH = 0.9;

  /** A search goes on where it ended as long as there is time that others have not used. */
  private static final int ROUNDS = 3;

  /** In less time, in seconds, a search does not come much further. */
  private static final double WORTHWHILE = 1;

  private final Path model;
  private final ImmutableMap<Path, String> texts;
  private final TrialRunner runner;
  private final Set<Repair> known = new LinkedHashSet<>();

  /**
   * An analysis.
   *
   * @param texts the files that the model consists of, the model itself first
   */
  public RepairAnalysis(Path model, ImmutableMap<Path, String> texts, TrialRunner runner) {
    this.model = model;
    this.texts = texts;
    this.runner = runner;
  }

  /**
   * What was found for each variant, in the order of the cases.
   *
   * @param cases in which properties have to hold
   * @param every all cases of the model: what of them a repair breaks is told
   */
  public ImmutableList<RepairFindings> analyse(List<Case> cases, List<Case> every) {
    Map<Variant, List<Base>> variants = new LinkedHashMap<>();
    for (Base base : bases(cases, Patience.SHORT)) {
      variants.computeIfAbsent(base.checked().variant(), v -> new ArrayList<>()).add(base);
    }
    Map<Variant, RepairFindings> found = new LinkedHashMap<>();
    List<Variant> order = order(variants);
    for (int round = 0; round < ROUNDS && !order.isEmpty(); round++) {
      search(order, variants, found);
      order = order.stream().filter(v -> ended(found.get(v))).toList();
    }
    runner.share(1);
    SideEffects effects = new SideEffects(runner);
    ImmutableList.Builder<RepairFindings> all = ImmutableList.builder();
    for (Variant variant : variants.keySet()) {
      List<Case> others = every.stream().filter(c -> !c.variant().equals(variant)).toList();
      RepairFindings findings = found.get(variant);
      if (findings != null) {
        all.add(findings.with(effects.of(findings.repairs(), others)));
      }
    }
    return all.build();
  }

  private static boolean ended(@Nullable RepairFindings findings) {
    return findings != null && findings.end() == End.BUDGET;
  }

  private void search(
      List<Variant> order, Map<Variant, List<Base>> variants, Map<Variant, RepairFindings> found) {
    long left = order.stream().filter(v -> takesTime(variants.getOrDefault(v, List.of()))).count();
    for (Variant variant : order) {
      List<Base> bases = variants.getOrDefault(variant, List.of());
      double seconds = runner.share(SEARCH / Math.max(1, left));
      left -= takesTime(bases) ? 1 : 0;
      RepairFindings earlier = found.get(variant);
      if (earlier == null) {
        found.put(variant, search(variant, bases));
      } else if (seconds > WORTHWHILE) {
        RepairFindings later = search(variant, bases);
        boolean further = later.tried() >= earlier.tried() || !ended(later);
        found.put(variant, further ? later : earlier);
      }
    }
  }

  private RepairFindings search(Variant variant, List<Base> quick) {
    List<Base> bases = quick;
    if (quick.stream().anyMatch(base -> base.outcome().inconclusive())) {
      bases = bases(quick.stream().map(Base::checked).toList(), Patience.FULL);
    }
    RepairSearch search = new RepairSearch(model, texts, variant, runner);
    RepairFindings findings = search.search(bases, ImmutableList.copyOf(known));
    known.addAll(findings.repairs());
    return findings;
  }

  private ImmutableList<Base> bases(List<Case> cases, Patience patience) {
    runner.expect(cases.size());
    ImmutableList<Tried> tried =
        runner.run(
            cases.stream()
                .map(c -> new Trial(c, ImmutableMap.of(), Extent.EVERY_PROPERTY, patience))
                .toList());
    ImmutableList.Builder<Base> bases = ImmutableList.builder();
    for (int i = 0; i < cases.size(); i++) {
      bases.add(new Base(cases.get(i), tried.get(i).outcome()));
    }
    return bases.build();
  }

  /** Violated variants, the cheapest first; then those of which it is not known. */
  private static List<Variant> order(Map<Variant, List<Base>> variants) {
    Comparator<Variant> cheap =
        Comparator.comparingLong(
            variant ->
                variants.getOrDefault(variant, List.of()).stream()
                    .mapToLong(RepairAnalysis::weight)
                    .sum());
    Comparator<Variant> violated =
        Comparator.comparing(variant -> !violated(variants.getOrDefault(variant, List.of())));
    return variants.keySet().stream().sorted(violated.thenComparing(cheap)).toList();
  }

  /** How much work a check is, roughly: an execution graph takes as long as many states. */
  private static long weight(Base base) {
    long each =
        switch (base.checked().machine()) {
          case SC, TSO -> 1;
          case LKMM, LKMM_6_1, JVM -> 1_000;
        };
    return each * base.outcome().explored();
  }

  private static boolean takesTime(List<Base> bases) {
    return bases.stream()
        .anyMatch(base -> Goodness.wrong(base.outcome()) || base.outcome().inconclusive());
  }

  private static boolean violated(List<Base> bases) {
    return bases.stream().anyMatch(base -> Goodness.wrong(base.outcome()));
  }
}

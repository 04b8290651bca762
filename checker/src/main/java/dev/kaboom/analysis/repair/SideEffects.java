package dev.kaboom.analysis.repair;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.analysis.trial.Trial;
import dev.kaboom.analysis.trial.TrialRunner;
import dev.kaboom.analysis.trial.Tried;
import dev.kaboom.check.CheckOptions.Extent;
import dev.kaboom.check.Expectations.Case;
import java.util.ArrayList;
import java.util.List;

/** What a repair of one variant does to the others, which share its code. */
final class SideEffects {
  private final TrialRunner runner;

  SideEffects(TrialRunner runner) {
    this.runner = runner;
  }

  /**
   * The repairs with what each breaks.
   *
   * @param others checks of other variants
   */
  ImmutableList<Repair> of(List<Repair> repairs, List<Case> others) {
    if (repairs.isEmpty()) {
      return ImmutableList.of();
    }
    List<Case> good = new ArrayList<>();
    List<Tried> bases =
        runner.run(
            others.stream()
                .map(c -> new Trial(c, ImmutableMap.of(), Extent.EVERY_PROPERTY))
                .toList());
    for (int i = 0; i < others.size(); i++) {
      if (Goodness.good(bases.get(i).outcome())) {
        good.add(others.get(i));
      }
    }
    return repairs.stream()
        .map(repair -> of(repair, good))
        .collect(ImmutableList.toImmutableList());
  }

  private Repair of(Repair repair, List<Case> good) {
    ImmutableList.Builder<Case> breaks = ImmutableList.builder();
    ImmutableList.Builder<Case> unknown = ImmutableList.builder();
    List<Tried> answers =
        runner.run(
            good.stream().map(c -> new Trial(c, repair.texts(), Extent.FIRST_VIOLATION)).toList());
    for (int i = 0; i < good.size(); i++) {
      switch (answers.get(i).kind()) {
        case SAME_MEANING, NOT_RUN -> {}
        case LEFT -> unknown.add(good.get(i));
        case UNREADABLE -> breaks.add(good.get(i));
        case CHECKED -> {
          if (Goodness.wrong(answers.get(i).outcome())) {
            breaks.add(good.get(i));
          } else if (!Goodness.good(answers.get(i).outcome())) {
            unknown.add(good.get(i));
          }
        }
      }
    }
    return repair.with(breaks.build(), unknown.build());
  }
}

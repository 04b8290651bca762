package dev.kaboom.analysis.repair;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.analysis.repair.RepairSearch.Base;
import dev.kaboom.analysis.trial.Outcome;
import dev.kaboom.analysis.trial.Trial;
import dev.kaboom.analysis.trial.Trial.Patience;
import dev.kaboom.analysis.trial.TrialRunner;
import dev.kaboom.analysis.trial.Tried;
import dev.kaboom.check.CheckOptions.Extent;
import dev.kaboom.check.Expectations.Case;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks changed models in every case that a repair has to mend or to spare. Of several models, all
 * are checked in one case before those that are left are checked in the next, each model to its
 * first violation.
 */
final class Verification {
  private final TrialRunner runner;
  private final ImmutableList<Case> cases;
  private final ImmutableList<Outcome> violations;

  /**
   * Checks in these cases.
   *
   * @param violated cases that are violated without a change, the cheapest first
   * @param holding cases that hold without one
   */
  Verification(TrialRunner runner, List<Base> violated, List<Base> holding) {
    this.runner = runner;
    this.cases =
        Stream.concat(violated.stream(), holding.stream())
            .map(Base::checked)
            .collect(ImmutableList.toImmutableList());
    this.violations = violated.stream().map(Base::outcome).collect(ImmutableList.toImmutableList());
  }

  /**
   * A changed model.
   *
   * @param texts the changed files
   * @param first index of the case to begin with, in which it most likely fails
   */
  record Candidate(ImmutableMap<Path, String> texts, int first) {}

  /** What came of a candidate. */
  record Judgement(Result result, int at, Optional<Outcome> failure) {
    private static final Judgement GOOD = new Judgement(Result.GOOD, 0, Optional.empty());
  }

  /** Whether a candidate is as it should be. */
  enum Result {
    /** In every case. */
    GOOD,
    /** Not in the case that the judgement names. */
    BAD,
    /** The text is no model, or does not differ where it most likely fails. */
    USELESS,
    /** Not known in the case that the judgement names: its check ended early. */
    OPEN,
    /** There is no time left. */
    LEFT
  }

  /** The cases in the order of their indices. */
  ImmutableList<Case> cases() {
    return cases;
  }

  /** Judges each of these. */
  ImmutableList<Judgement> judge(List<Candidate> candidates, Patience patience) {
    List<Judgement> found = new ArrayList<>();
    candidates.forEach(candidate -> found.add(Judgement.GOOD));
    for (int round = 0; round < cases.size(); round++) {
      round(candidates, round, patience, found);
    }
    return ImmutableList.copyOf(found);
  }

  private void round(
      List<Candidate> candidates, int round, Patience patience, List<Judgement> found) {
    List<Integer> open = new ArrayList<>();
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      if (found.get(i).result() == Result.GOOD) {
        Candidate candidate = candidates.get(i);
        Case checked = cases.get(at(round, candidate));
        open.add(i);
        trials.add(new Trial(checked, candidate.texts(), Extent.FIRST_VIOLATION, patience));
      }
    }
    List<Tried> answers = trials.isEmpty() ? List.of() : runner.run(trials);
    for (int i = 0; i < answers.size(); i++) {
      int number = open.get(i);
      found.set(number, judgement(answers.get(i), at(round, candidates.get(number)), round));
    }
  }

  /** The case of a round: that in which the candidate likely fails, and then all others. */
  private static int at(int round, Candidate candidate) {
    if (round == 0) {
      return candidate.first();
    }
    return round <= candidate.first() ? round - 1 : round;
  }

  private Judgement judgement(Tried answer, int at, int round) {
    return switch (answer.kind()) {
      case LEFT -> new Judgement(Result.LEFT, at, Optional.empty());
      case UNREADABLE -> new Judgement(Result.USELESS, at, Optional.empty());
      case SAME_MEANING, NOT_RUN -> unchanged(at, round);
      case CHECKED -> judgement(answer.outcome(), at);
    };
  }

  private static Judgement judgement(Outcome outcome, int at) {
    if (Goodness.good(outcome)) {
      return Judgement.GOOD;
    }
    return Goodness.wrong(outcome)
        ? new Judgement(Result.BAD, at, Optional.of(outcome))
        : new Judgement(Result.OPEN, at, Optional.empty());
  }

  /** What the case was before, it still is. */
  private Judgement unchanged(int at, int round) {
    if (at >= violations.size()) {
      return Judgement.GOOD;
    }
    return round == 0
        ? new Judgement(Result.USELESS, at, Optional.empty())
        : new Judgement(Result.BAD, at, Optional.of(violations.get(at)));
  }
}

package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Ordering;
import dev.kaboom.analysis.trial.Outcome;
import dev.kaboom.analysis.trial.Place;
import dev.kaboom.analysis.trial.Reordering;
import dev.kaboom.analysis.trial.Witness;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checked;
import dev.kaboom.check.Checker;
import dev.kaboom.check.Disorder;
import dev.kaboom.check.Expectations.Case;
import dev.kaboom.check.Expected;
import dev.kaboom.check.ProgressListener;
import dev.kaboom.program.Context;
import dev.kaboom.property.Model;
import dev.kaboom.report.TrialStory;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.ExecutionPicture;
import dev.kaboom.verdict.Statistics;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Trace;
import dev.kaboom.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One check whose outcome can be kept. */
final class TrialCheck {
  private final Checker checker;
  private final CheckOptions options;

  TrialCheck(Checker checker, CheckOptions options) {
    this.checker = checker;
    this.options = options;
  }

  /** Checks a model; what comes out names the file that it was read from. */
  Outcome outcome(Path file, Case asked, Model model) {
    CheckResult result =
        checker.check(model, asked.machine(), asked.compiler(), options, ProgressListener.none());
    Optional<Verdict.Violated> witness = checker.witness(result, options);
    Checked check =
        new Checked(
            file.toString(),
            asked.variant(),
            result,
            Expected.NOTHING,
            checker.cause(result, options),
            witness);
    Statistics statistics = result.statistics();
    return new Outcome(
        result.verdict().label(),
        result.verdict() instanceof Verdict.Violated violated
            ? TrialStory.name(violated.violation())
            : "",
        result.verdict() instanceof Verdict.Inconclusive open ? open.reason() : "",
        Expected.title(result.observation()),
        result.flags(),
        result.properties(),
        Math.max(statistics.states(), statistics.executions()),
        statistics.seconds(),
        story(check, witness));
  }

  private Outcome.Story story(Checked check, Optional<Verdict.Violated> witness) {
    CheckResult result = check.result();
    Optional<Verdict.Violated> shown =
        result.verdict() instanceof Verdict.Violated violated ? Optional.of(violated) : witness;
    Optional<ImmutableList<Step>> steps =
        result
            .picture()
            .map(ExecutionPicture::trace)
            .or(() -> shown.map(Verdict.Violated::trace))
            .map(Trace::steps);
    return new Outcome.Story(
        check.cause(),
        shown.map(found -> found.schedule().toString()).orElse(""),
        TrialStory.lines(check),
        checker.disorder(result, shown, options).stream()
            .map(disorder -> named(disorder, result.model(), steps.orElse(ImmutableList.of())))
            .collect(ImmutableList.toImmutableList()),
        steps.map(Place::of).orElse(ImmutableList.of()),
        steps.map(ImmutableList::size).orElse(0));
  }

  private static Reordering named(Disorder disorder, Model model, ImmutableList<Step> steps) {
    List<String> titles = model.program().contexts().stream().map(Context::title).toList();
    return new Reordering(
        titles.get(disorder.context()),
        names(disorder.cells(), model),
        names(disorder.cycle(), model),
        Witness.of(steps, titles, disorder.context(), disorder.cells()));
  }

  private static ImmutableSortedSet<String> names(ImmutableSet<Integer> cells, Model model) {
    return cells.stream()
        .map(cell -> model.program().memory().locations().get(cell).name())
        .collect(ImmutableSortedSet.toImmutableSortedSet(Ordering.natural()));
  }
}

package dev.kaboom.analysis.repair;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.analysis.edit.TextEdit;
import dev.kaboom.analysis.repair.RepairFindings.End;
import dev.kaboom.analysis.repair.RepairFindings.Wrong;
import dev.kaboom.analysis.trial.Outcome;
import dev.kaboom.analysis.trial.Trial;
import dev.kaboom.analysis.trial.TrialRunner;
import dev.kaboom.analysis.trial.Tried;
import dev.kaboom.check.CheckOptions.Extent;
import dev.kaboom.check.Expectations.Case;
import dev.kaboom.check.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Searches the cheapest repairs of one variant of a model.
 *
 * <p>Counterexample-guided (as CEGIS: Solar-Lezama and others, ASPLOS 2006; for fences: Liu and
 * others, PLDI 2012): a set of places is tried with the strongest change at each. If the model is
 * violated all the same, the new trace suggests what to add; if it holds, every combination of
 * weaker changes at these places is tried, the cheapest first. Sets come in the order of the least
 * that they can cost, so that the search may stop once that is more than a repair costs that was
 * found.
 *
 * <p>Where a trace suggests many places, a set is extended only if it has made the shortest
 * violation longer: a change that the violation does not notice helps nothing.
 */
public final class RepairSearch {
  private static final int PLACES_MAX = 3;
  private static final int FEW_SPOTS = 14;
  private static final int BATCH = 16;
  private static final int COST_MAX = 12;

  private final Path model;
  private final ImmutableMap<Path, String> texts;
  private final Variant variant;
  private final TrialRunner runner;
  private final List<Repair> repairs = new ArrayList<>();
  private final Set<ImmutableSet<String>> seen = new LinkedHashSet<>();
  private final PriorityQueue<Node> queue =
      new PriorityQueue<>(Comparator.comparingInt(Node::bound).thenComparingInt(Node::number));
  private List<Case> toCheck = List.of();
  private ImmutableSet<String> violations = ImmutableSet.of();
  private int wrongCount;
  private int best = COST_MAX;
  private int tried;
  private int numbers;
  private boolean ended;
  private boolean few;

  /**
   * A search.
   *
   * @param texts the files that the model consists of, the model itself first
   */
  public RepairSearch(
      Path model, ImmutableMap<Path, String> texts, Variant variant, TrialRunner runner) {
    this.model = model;
    this.texts = texts;
    this.variant = variant;
    this.runner = runner;
  }

  /** A set of places, and how long the violation was that suggested the last of them. */
  private record Node(ImmutableList<Spot> spots, int bound, int length, int number) {}

  /** The variants of which some check does not hold. */
  public static ImmutableSet<Variant> violated(List<Case> cases, TrialRunner runner) {
    runner.expect(cases.size());
    List<Tried> bases =
        runner.run(
            cases.stream()
                .map(c -> new Trial(c, ImmutableMap.of(), Extent.EVERY_PROPERTY))
                .toList());
    ImmutableSet.Builder<Variant> violated = ImmutableSet.builder();
    for (int i = 0; i < cases.size(); i++) {
      if (Goodness.wrong(bases.get(i).outcome())) {
        violated.add(cases.get(i).variant());
      }
    }
    return violated.build();
  }

  /** Searches repairs after which the model holds in all of these cases of the variant. */
  public RepairFindings search(List<Case> cases) {
    ImmutableList<Tried> bases =
        runner.run(cases.stream().map(c -> trial(c, ImmutableMap.of())).toList());
    ImmutableList.Builder<Wrong> wrong = ImmutableList.builder();
    ImmutableList.Builder<Case> open = ImmutableList.builder();
    List<Case> violated = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    List<Case> holding = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      Outcome outcome = bases.get(i).outcome();
      if (Goodness.wrong(outcome)) {
        wrong.add(new Wrong(cases.get(i), Goodness.violation(outcome)));
        violated.add(cases.get(i));
        outcomes.add(outcome);
      } else if (outcome.inconclusive()) {
        open.add(cases.get(i));
      } else {
        holding.add(cases.get(i));
      }
    }
    if (!violated.isEmpty()) {
      violations = ImmutableSet.copyOf(outcomes.stream().map(Goodness::violation).toList());
      Spots spots = new Spots(model, variant.defines(), texts, Meaning.in(violated));
      toCheck = order(violated, outcomes, holding);
      wrongCount = violated.size();
      search(spots, cheapest(outcomes));
    }
    return new RepairFindings(
        model.toString(),
        variant,
        wrong.build(),
        open.build(),
        ImmutableList.copyOf(repairs),
        tried,
        violated.isEmpty() ? End.HOLDS : ended ? End.BUDGET : End.EXHAUSTED);
  }

  private static Outcome cheapest(List<Outcome> outcomes) {
    return outcomes.stream().min(Comparator.comparingLong(Outcome::explored)).orElseThrow();
  }

  /** The violated cases, the cheapest first, then those that hold. */
  private static List<Case> order(List<Case> violated, List<Outcome> outcomes, List<Case> holding) {
    List<Integer> indices = new ArrayList<>();
    for (int i = 0; i < violated.size(); i++) {
      indices.add(i);
    }
    indices.sort(Comparator.comparingLong(i -> outcomes.get(i).explored()));
    List<Case> ordered = new ArrayList<>();
    indices.forEach(i -> ordered.add(violated.get(i)));
    ordered.addAll(holding);
    return ordered;
  }

  private Trial trial(Case checked, ImmutableMap<Path, String> changed) {
    Extent extent = changed.isEmpty() ? Extent.EVERY_PROPERTY : Extent.FIRST_VIOLATION;
    return new Trial(checked, changed, extent);
  }

  private void search(Spots spots, Outcome first) {
    ImmutableList<Spot> around = spots.near(first.story().places());
    few = around.size() <= FEW_SPOTS;
    extend(ImmutableList.of(), around, first.story().length());
    while (!queue.isEmpty() && !ended && queue.element().bound() <= best) {
      List<Node> batch = new ArrayList<>();
      int bound = queue.element().bound();
      while (!queue.isEmpty() && batch.size() < BATCH && queue.element().bound() == bound) {
        batch.add(queue.remove());
      }
      runner.expect(queue.size() + batch.size());
      look(batch, spots);
    }
  }

  private void extend(ImmutableList<Spot> spots, List<Spot> further, int length) {
    for (Spot spot : further) {
      ImmutableList<Spot> all = ImmutableList.<Spot>builder().addAll(spots).add(spot).build();
      ImmutableSet<String> keys =
          all.stream().map(Spot::key).collect(ImmutableSet.toImmutableSet());
      int bound = all.stream().mapToInt(Spot::cost).sum();
      if (keys.size() == all.size() && bound <= best && seen.add(keys)) {
        queue.add(new Node(all, bound, length, numbers++));
      }
    }
  }

  /** Tries these sets where the model is violated; what holds there is tried everywhere. */
  private void look(List<Node> batch, Spots spots) {
    List<Node> whole = new ArrayList<>();
    List<Trial> trials = new ArrayList<>();
    for (Node node : batch) {
      Optional<ImmutableMap<Path, String>> changed =
          TextEdit.apply(texts, edits(node.spots().stream().map(Spot::strongest).toList()));
      if (changed.isPresent()) {
        whole.add(node);
        trials.add(trial(toCheck.get(0), changed.get()));
      }
    }
    tried += trials.size();
    ImmutableList<Tried> answers = runner.run(trials);
    for (int i = 0; i < whole.size() && !ended; i++) {
      Tried answer = answers.get(i);
      if (answer.kind() == Tried.Kind.LEFT) {
        ended = true;
      } else if (answer.kind() == Tried.Kind.CHECKED) {
        judge(whole.get(i), answer.outcome(), trials.get(i).texts(), spots);
      }
    }
  }

  private void judge(Node node, Outcome first, ImmutableMap<Path, String> changed, Spots spots) {
    Outcome outcome = first;
    if (Goodness.good(first)) {
      Optional<Outcome> bad = firstBad(changed);
      if (bad.isEmpty()) {
        minimise(node);
        return;
      }
      outcome = bad.get();
    }
    boolean same = violations.contains(Goodness.violation(outcome));
    boolean noticed = few || outcome.story().length() > node.length();
    if (same && noticed && node.spots().size() < PLACES_MAX) {
      int length = outcome.story().length();
      extend(node.spots(), spots.near(outcome.story().places()), length);
    }
  }

  private static List<TextEdit> edits(List<Remedy> remedies) {
    return remedies.stream().flatMap(remedy -> remedy.edits().stream()).toList();
  }

  /** What goes wrong in the first case in which something does; the first case is asked first. */
  private Optional<Outcome> firstBad(ImmutableMap<Path, String> changed) {
    List<Trial> trials = toCheck.stream().map(checked -> trial(checked, changed)).toList();
    Optional<Outcome> bad = firstBad(runner.run(trials.subList(0, 1)), 0);
    return bad.isPresent() ? bad : firstBad(runner.run(trials.subList(1, trials.size())), 1);
  }

  private Optional<Outcome> firstBad(List<Tried> answers, int offset) {
    for (int i = 0; i < answers.size(); i++) {
      Tried answer = answers.get(i);
      if (answer.kind() == Tried.Kind.LEFT) {
        ended = true;
      }
      boolean untouched =
          answer.kind() == Tried.Kind.SAME_MEANING || answer.kind() == Tried.Kind.NOT_RUN;
      boolean heldBefore = i + offset >= wrongCount;
      if (!(untouched && heldBefore) && !Goodness.good(answer.outcome())) {
        return Optional.of(answer.outcome());
      }
    }
    return Optional.empty();
  }

  /** Every cheapest choice of changes at these places that is enough. */
  private void minimise(Node node) {
    List<List<Remedy>> choices = new ArrayList<>(List.of(List.of()));
    for (Spot spot : node.spots()) {
      List<List<Remedy>> longer = new ArrayList<>();
      for (List<Remedy> choice : choices) {
        for (Remedy remedy : spot.remedies()) {
          List<Remedy> next = new ArrayList<>(choice);
          next.add(remedy);
          longer.add(next);
        }
      }
      choices = longer;
    }
    choices.sort(Comparator.comparingInt(RepairSearch::cost));
    for (List<Remedy> choice : choices) {
      if (cost(choice) > best || ended) {
        return;
      }
      Optional<ImmutableMap<Path, String>> changed = TextEdit.apply(texts, edits(choice));
      tried++;
      if (changed.isPresent() && firstBad(changed.get()).isEmpty()) {
        keep(choice, changed.get());
      }
    }
  }

  private static int cost(List<Remedy> choice) {
    return choice.stream().mapToInt(Remedy::cost).sum();
  }

  private void keep(List<Remedy> choice, ImmutableMap<Path, String> changed) {
    int cost = cost(choice);
    if (cost < best) {
      best = cost;
      repairs.clear();
    }
    boolean known = repairs.stream().anyMatch(repair -> repair.texts().equals(changed));
    if (!known) {
      repairs.add(
          new Repair(
              cost,
              choice.stream().map(Remedy::label).collect(ImmutableList.toImmutableList()),
              changed,
              RepairDiff.of(texts, changed),
              ImmutableList.copyOf(toCheck),
              ImmutableList.of(),
              ImmutableList.of()));
    }
  }
}

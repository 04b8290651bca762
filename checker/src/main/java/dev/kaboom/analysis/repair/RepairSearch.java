package dev.kaboom.analysis.repair;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.analysis.edit.TextEdit;
import dev.kaboom.analysis.repair.Agenda.Node;
import dev.kaboom.analysis.repair.RepairFindings.End;
import dev.kaboom.analysis.repair.RepairFindings.Undecided;
import dev.kaboom.analysis.repair.RepairFindings.Wrong;
import dev.kaboom.analysis.repair.Verification.Candidate;
import dev.kaboom.analysis.repair.Verification.Judgement;
import dev.kaboom.analysis.repair.Verification.Result;
import dev.kaboom.analysis.trial.Outcome;
import dev.kaboom.analysis.trial.Trial.Patience;
import dev.kaboom.analysis.trial.TrialRunner;
import dev.kaboom.check.Expectations.Case;
import dev.kaboom.check.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Searches the cheapest repairs of one variant of a model.
 *
 * <p>Counterexample-guided (as CEGIS: Solar-Lezama and others, ASPLOS 2006; for fences: Liu and
 * others, PLDI 2012): a set of places is tried with the strongest change at each. If the model is
 * violated all the same, the new trace suggests what to add; if it holds, every combination of
 * weaker changes at these places is tried, the cheapest first. Sets come in the order of the least
 * that they can cost, so that the search may stop once that is more than a repair costs that was
 * found. Until one is found, sets that have mended a case are tried ahead of that order.
 *
 * <p>Where a trace suggests many places, a set is extended only if it has mended the case or made
 * its shortest violation longer: a change that the violation does not notice helps nothing.
 */
final class RepairSearch {
  private static final int PLACES_MAX = 3;
  private static final int FEW_SPOTS = 14;
  private static final int COST_MAX = 12;

  /** So many sets that need more time are waited with, while nothing is found. */
  private static final int ASIDE_MAX = 4;

  private final Path model;
  private final ImmutableMap<Path, String> texts;
  private final Variant variant;
  private final TrialRunner runner;
  private final Agenda agenda = new Agenda();
  private final List<Repair> repairs = new ArrayList<>();
  private ImmutableSet<String> violations = ImmutableSet.of();
  private final Map<ImmutableMap<Path, String>, Undecided> undecided = new LinkedHashMap<>();
  private final List<Aside> aside = new ArrayList<>();
  private int tried;
  private int best = COST_MAX;
  private boolean ended;
  private boolean few;

  /**
   * A search.
   *
   * @param texts the files that the model consists of, the model itself first
   */
  RepairSearch(Path model, ImmutableMap<Path, String> texts, Variant variant, TrialRunner runner) {
    this.model = model;
    this.texts = texts;
    this.variant = variant;
    this.runner = runner;
  }

  /** A set of places whose check takes more time than others. */
  private record Aside(Node node, ImmutableMap<Path, String> texts) {}

  /** A case and what came out of it as the model is. */
  record Base(Case checked, Outcome outcome) {}

  /**
   * Searches repairs after which the model holds in all of these cases of the variant.
   *
   * @param known repairs of other variants, which are tried first
   */
  RepairFindings search(List<Base> bases, List<Repair> known) {
    List<Base> violated =
        bases.stream()
            .filter(base -> Goodness.wrong(base.outcome()))
            .sorted(Comparator.comparingLong(base -> base.outcome().explored()))
            .toList();
    ImmutableList<Case> open =
        bases.stream()
            .filter(base -> !Goodness.wrong(base.outcome()) && base.outcome().inconclusive())
            .map(Base::checked)
            .collect(ImmutableList.toImmutableList());
    if (!violated.isEmpty()) {
      search(bases, violated, known);
    }
    return new RepairFindings(
        model.toString(),
        variant,
        bases.stream()
            .filter(violated::contains)
            .map(base -> new Wrong(base.checked(), Goodness.violation(base.outcome())))
            .collect(ImmutableList.toImmutableList()),
        open,
        ImmutableList.copyOf(repairs),
        undecided(),
        tried,
        violated.isEmpty() ? End.HOLDS : end());
  }

  private End end() {
    if (ended) {
      return End.BUDGET;
    }
    return undecided().isEmpty() ? End.EXHAUSTED : End.UNDECIDED;
  }

  /** Those that might be as cheap as what was found. */
  private ImmutableList<Undecided> undecided() {
    return undecided.values().stream()
        .filter(one -> one.cost() <= best)
        .sorted(Comparator.comparingInt(Undecided::cost))
        .collect(ImmutableList.toImmutableList());
  }

  private void search(List<Base> bases, List<Base> violated, List<Repair> known) {
    List<Base> holding =
        bases.stream()
            .filter(base -> Goodness.good(base.outcome()))
            .sorted(Comparator.comparingLong(base -> base.outcome().explored()))
            .toList();
    violations =
        violated.stream()
            .map(base -> Goodness.violation(base.outcome()))
            .collect(ImmutableSet.toImmutableSet());
    Meaning meaning = Meaning.in(violated.stream().map(Base::checked).toList());
    Spots spots = new Spots(model, variant.defines(), texts, meaning);
    Verification verification = new Verification(runner, violated, holding);
    take(known, verification);
    search(spots, violated.get(0).outcome(), verification);
  }

  /** Repairs of other variants, if they repair this one. */
  private void take(List<Repair> known, Verification verification) {
    List<Candidate> candidates =
        known.stream().map(repair -> new Candidate(repair.texts(), 0)).toList();
    List<Judgement> judged = verification.judge(candidates, Patience.FULL);
    for (int i = 0; i < judged.size(); i++) {
      Repair repair = known.get(i);
      if (judged.get(i).result() == Result.GOOD) {
        keep(repair.cost(), repair.changes(), repair.texts(), verification);
      }
    }
  }

  private void search(Spots spots, Outcome first, Verification verification) {
    ImmutableList<Spot> around = spots.near(first.story().places());
    few = around.size() <= FEW_SPOTS;
    Node root = new Node(ImmutableList.of(), 0, first.story().length(), 0, 0, 0);
    agenda.extend(root.spots(), around, root, best);
    while (!ended) {
      ImmutableList<Node> batch = agenda.next(best, repairs.isEmpty());
      if (batch.isEmpty() && aside.isEmpty()) {
        return;
      }
      runner.expect(agenda.size() + batch.size());
      look(batch, spots, verification);
      boolean wait = aside.size() < ASIDE_MAX || !repairs.isEmpty();
      if (!ended && (batch.isEmpty() || !wait)) {
        lookAgain(spots, verification);
      }
    }
    aside.forEach(
        one ->
            wonder(
                one.node().spots().stream().map(Spot::strongest).toList(),
                one.texts(),
                verification.cases().get(one.node().at())));
  }

  private void look(List<Node> batch, Spots spots, Verification verification) {
    List<Node> whole = new ArrayList<>();
    List<Candidate> candidates = new ArrayList<>();
    for (Node node : batch) {
      Optional<ImmutableMap<Path, String>> changed =
          TextEdit.apply(texts, edits(node.spots().stream().map(Spot::strongest).toList()));
      if (changed.isPresent()) {
        whole.add(node);
        candidates.add(new Candidate(changed.get(), node.at()));
      }
    }
    tried += whole.size();
    List<Judgement> judged = verification.judge(candidates, Patience.SHORT);
    for (int i = 0; i < whole.size() && !ended; i++) {
      Node node = whole.get(i);
      if (judged.get(i).result() == Result.OPEN) {
        aside.add(new Aside(node, candidates.get(i).texts()));
      } else {
        follow(node, judged.get(i), spots, verification);
      }
    }
  }

  private void follow(Node node, Judgement judgement, Spots spots, Verification verification) {
    switch (judgement.result()) {
      case GOOD -> minimise(node, verification);
      case BAD -> judgement.failure().ifPresent(bad -> build(node, judgement, bad, spots));
      case USELESS, OPEN -> {}
      case LEFT -> ended = true;
    }
  }

  /** Tries what was put aside, with all the time that a check may take. */
  private void lookAgain(Spots spots, Verification verification) {
    List<Aside> again = aside.stream().filter(one -> one.node().bound() <= best).toList();
    aside.clear();
    List<Candidate> candidates =
        again.stream().map(one -> new Candidate(one.texts(), one.node().at())).toList();
    List<Judgement> judged = verification.judge(candidates, Patience.FULL);
    for (int i = 0; i < again.size(); i++) {
      Node node = again.get(i).node();
      Result result = judged.get(i).result();
      if (result == Result.OPEN || result == Result.LEFT) {
        List<Remedy> strongest = node.spots().stream().map(Spot::strongest).toList();
        wonder(strongest, again.get(i).texts(), verification.cases().get(judged.get(i).at()));
      }
      if (!ended) {
        follow(node, judged.get(i), spots, verification);
      }
    }
  }

  private void wonder(List<Remedy> choice, ImmutableMap<Path, String> changed, Case open) {
    undecided.put(changed, new Undecided(cost(choice), labels(choice), open));
  }

  private static ImmutableList<String> labels(List<Remedy> choice) {
    return choice.stream().map(Remedy::label).collect(ImmutableList.toImmutableList());
  }

  /** Adds to a set what the violation that is left suggests. */
  private void build(Node node, Judgement judgement, Outcome bad, Spots spots) {
    boolean same = violations.contains(Goodness.violation(bad));
    boolean mended = judgement.at() != node.at();
    int length = bad.story().length();
    boolean noticed = few || mended || length > node.length();
    if (same && noticed && node.spots().size() < PLACES_MAX) {
      int count = node.mended() + (mended ? 1 : 0);
      Node like = new Node(node.spots(), node.bound(), length, judgement.at(), count, 0);
      agenda.extend(node.spots(), spots.near(bad.story().places()), like, best);
    }
  }

  private static List<TextEdit> edits(List<Remedy> remedies) {
    return remedies.stream().flatMap(remedy -> remedy.edits().stream()).toList();
  }

  /** Every cheapest choice of changes at these places that is enough. */
  private void minimise(Node node, Verification verification) {
    List<List<Remedy>> choices = choices(node);
    for (int cost = 0; cost <= best && !ended; cost++) {
      List<List<Remedy>> whole = new ArrayList<>();
      List<Candidate> candidates = new ArrayList<>();
      for (List<Remedy> choice : choices) {
        Optional<ImmutableMap<Path, String>> changed =
            cost(choice) == cost ? TextEdit.apply(texts, edits(choice)) : Optional.empty();
        if (changed.isPresent()) {
          whole.add(choice);
          candidates.add(new Candidate(changed.get(), node.at()));
        }
      }
      tried += whole.size();
      List<Judgement> judged = verification.judge(candidates, Patience.FULL);
      for (int i = 0; i < whole.size(); i++) {
        ImmutableMap<Path, String> changed = candidates.get(i).texts();
        Judgement judgement = judged.get(i);
        switch (judgement.result()) {
          case GOOD -> keep(cost, labels(whole.get(i)), changed, verification);
          case OPEN -> wonder(whole.get(i), changed, verification.cases().get(judgement.at()));
          case BAD, USELESS -> {}
          case LEFT -> ended = true;
        }
      }
    }
  }

  private static List<List<Remedy>> choices(Node node) {
    List<List<Remedy>> choices = List.of(List.of());
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
    return choices;
  }

  private static int cost(List<Remedy> choice) {
    return choice.stream().mapToInt(Remedy::cost).sum();
  }

  private void keep(
      int cost,
      ImmutableList<String> changes,
      ImmutableMap<Path, String> changed,
      Verification verification) {
    if (cost > best) {
      return;
    }
    if (cost < best) {
      best = cost;
      repairs.clear();
    }
    boolean known = repairs.stream().anyMatch(repair -> repair.texts().equals(changed));
    if (!known) {
      repairs.add(
          new Repair(
              cost,
              changes,
              changed,
              RepairDiff.of(texts, changed),
              verification.cases(),
              ImmutableList.of(),
              ImmutableList.of()));
    }
  }
}

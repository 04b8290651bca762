package dev.kaboom.check;

import com.google.common.collect.ImmutableSortedSet;
import com.google.common.primitives.ImmutableLongArray;
import dev.kaboom.explore.SearchObserver;
import dev.kaboom.explore.TransitionSystem;
import dev.kaboom.interleave.FinalStates;
import dev.kaboom.interleave.InterleavingMachine;
import dev.kaboom.interleave.Predicates;
import dev.kaboom.property.Formula;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import dev.kaboom.property.Property.FinalCondition;
import dev.kaboom.property.StateStrings;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A machine as the checker has it searched: final states that break a FINALLY or the claim of a
 * litmus condition are violations too, and everything that the result needs of states is noted on
 * the way.
 */
final class FinalWatch implements TransitionSystem, SearchObserver {
  /** The number of a final state that refutes the litmus condition. */
  static final int CONDITION = Integer.MAX_VALUE;

  private final Model model;
  private final InterleavingMachine machine;
  private final FinalStates finalStates;
  private final ProgressListener progress;
  private final StateSupervisor supervisor;
  private final long begin = System.nanoTime();
  private final Optional<FinalCondition> condition;
  private final Set<String> states = new LinkedHashSet<>();

  /** The numbers of the EXISTS that no state has satisfied yet: the first {@code unsatisfied}. */
  private final int[] wanted;

  private int unsatisfied;
  private long positive;
  private long negative;

  FinalWatch(
      Model model,
      InterleavingMachine machine,
      ProgressListener progress,
      StateSupervisor supervisor) {
    this.supervisor = supervisor;
    this.model = model;
    this.machine = machine;
    this.finalStates = machine.finalStates();
    this.progress = progress;
    this.condition = condition(model);
    List<Property> properties = machine.predicates().properties();
    this.wanted =
        IntStream.range(0, properties.size())
            .filter(i -> properties.get(i) instanceof Property.Exists)
            .toArray();
    this.unsatisfied = wanted.length;
  }

  /** The model's litmus condition. */
  static Optional<FinalCondition> condition(Model model) {
    return model.properties().stream()
        .filter(FinalCondition.class::isInstance)
        .map(FinalCondition.class::cast)
        .findFirst();
  }

  /** What the final states show, each once. */
  ImmutableSortedSet<String> states() {
    return ImmutableSortedSet.copyOf(states);
  }

  /** Final states in which the condition holds; executions where the machine counts these. */
  long positive() {
    return positive;
  }

  /** Final states in which it does not. */
  long negative() {
    return negative;
  }

  /** Whether some state satisfied the EXISTS. */
  boolean satisfied(Property.Exists property) {
    return Arrays.stream(wanted, 0, unsatisfied)
        .noneMatch(index -> machine.predicates().properties().get(index).equals(property));
  }

  /** Whether there is an EXISTS that no state has satisfied. */
  boolean isVacuous() {
    return unsatisfied > 0;
  }

  @Override
  public void state(int[] row) {
    supervisor.found();
    for (int i = 0; i < unsatisfied; ) {
      if (machine.predicates().evaluate(wanted[i], row) == Predicates.TRUE) {
        wanted[i] = wanted[--unsatisfied];
      } else {
        i++;
      }
    }
  }

  @Override
  public void finalState(int[] row) {
    if (condition.isPresent() && !holds(condition.get().filter(), row)) {
      return;
    }
    ImmutableLongArray values = finalStates.observed(row);
    states.add(StateStrings.format(model, seen -> values.get(model.observables().indexOf(seen))));
    if (condition.isPresent()) {
      boolean holds = holds(condition.get().formula(), row);
      positive += holds ? 1 : 0;
      negative += holds ? 0 : 1;
    }
  }

  private boolean holds(Formula formula, int[] row) {
    return formula.holds(observable -> finalStates.value(row, observable));
  }

  @Override
  public void progress(SearchObserver.Progress now) {
    double seconds = (System.nanoTime() - begin) / 1e9;
    progress.update(
        ProgressListener.Figures.ofStates(now.states(), now.frontier(), now.bytes(), seconds));
  }

  @Override
  public StateKind expand(int[] state, boolean reduction, Sink sink) {
    StateKind kind = machine.expand(state, reduction, sink);
    if (kind == StateKind.FINAL) {
      judge(state, sink);
    }
    return kind;
  }

  private void judge(int[] state, Sink sink) {
    Predicates predicates = machine.predicates();
    for (int i = 0; i < predicates.properties().size(); i++) {
      if (predicates.properties().get(i) instanceof Property.Finally) {
        int answer = predicates.evaluate(i, state);
        if (answer >= 0) {
          sink.violated(answer, NO_STEP);
        }
      }
    }
    if (condition.isPresent() && refutes(condition.get(), state)) {
      sink.violated(CONDITION, NO_STEP);
    }
  }

  private boolean refutes(FinalCondition asked, int[] state) {
    if (!holds(asked.filter(), state)) {
      return false;
    }
    return asked.quantifier().refutedBy(holds(asked.formula(), state));
  }

  @Override
  public int slots() {
    return machine.slots();
  }

  @Override
  public void initial(Sink sink) {
    machine.initial(sink);
  }

  @Override
  public int violation(int[] state) {
    return machine.violation(state);
  }

  @Override
  public String name(int[] state, int label) {
    return machine.name(state, label);
  }

  @Override
  public Fairness fairness() {
    return machine.fairness();
  }

  /** What a search sees is told to one thread only, so a fork notes nothing. */
  @Override
  public TransitionSystem fork() {
    return new FinalWatch(model, machine.fork(), ProgressListener.none(), StateSupervisor.NONE);
  }
}

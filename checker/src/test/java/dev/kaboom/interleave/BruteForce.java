package dev.kaboom.interleave;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.primitives.ImmutableIntArray;
import dev.kaboom.explore.TransitionSystem.Sink;
import dev.kaboom.explore.TransitionSystem.StateKind;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Observable;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A search that keeps every state as it is: the judge of everything cleverer. */
final class BruteForce implements Sink {
  /** Whether a search uses reduction. */
  enum Mode {
    FULL,
    REDUCED
  }

  /** Everything that a reduction has to preserve. */
  record Answer(
      ImmutableSortedSet<String> finals,
      ImmutableSortedSet<String> violations,
      ImmutableSortedSet<String> satisfied,
      boolean deadlock) {}

  final InterleavingMachine machine;
  private final Model model;
  private final Map<ImmutableIntArray, String> paths = new LinkedHashMap<>();
  private final Deque<int[]> work = new ArrayDeque<>();
  private final TreeSet<String> finals = new TreeSet<>();
  private final TreeSet<String> violations = new TreeSet<>();
  private final TreeSet<String> satisfied = new TreeSet<>();
  private final List<String> violationPaths = new ArrayList<>();
  private final int limit;
  private boolean deadlock;
  private int finalRows;
  private int transitions;
  private String path = "";
  private boolean initial;

  private BruteForce(Model model, InterleavingMachine machine, int limit) {
    this.model = model;
    this.machine = machine;
    this.limit = limit;
  }

  static BruteForce search(Model model, InterleavingMachine machine, Mode mode) {
    return searchLimited(model, machine, mode, Integer.MAX_VALUE);
  }

  /** Gives up after so many states; {@link #exhausted} then says so. */
  static BruteForce searchLimited(Model model, InterleavingMachine machine, Mode mode, int limit) {
    while (true) {
      BruteForce search = new BruteForce(model, machine, limit);
      search.run(mode);
      if (mode == Mode.FULL || !machine.accessSetsGrew() || !search.exhausted()) {
        return search;
      }
      machine.resetGrowth();
    }
  }

  boolean exhausted() {
    return work.isEmpty();
  }

  static BruteForce search(String text, Machine machine, Compiler compiler, Mode mode) {
    Model model = Asm.model(text);
    return search(
        model, InterleavingMachine.of(model, machine, compiler, MachineOptions.DEFAULT), mode);
  }

  static BruteForce full(String text, Machine machine, Compiler compiler) {
    return search(text, machine, compiler, Mode.FULL);
  }

  private void run(Mode mode) {
    initial = true;
    machine.initial(this);
    initial = false;
    while (!work.isEmpty() && paths.size() <= limit) {
      int[] state = work.remove();
      path = paths.getOrDefault(ImmutableIntArray.copyOf(state), "");
      int[] before = state.clone();
      StateKind kind = machine.expand(state, mode == Mode.REDUCED, this);
      if (!Arrays.equals(before, state)) {
        throw new AssertionError("expand modified the state");
      }
      deadlock |= kind == StateKind.DEADLOCK;
      if (kind == StateKind.FINAL) {
        finalRows++;
        finals.add(describe(state));
        evaluate(state, true);
      }
    }
  }

  private String describe(int[] row) {
    StringBuilder text = new StringBuilder();
    for (Observable observable : model.observables()) {
      text.append(observable.label())
          .append('=')
          .append(machine.finalStates().value(row, observable))
          .append(' ');
    }
    return text.toString().strip();
  }

  private void evaluate(int[] state, boolean end) {
    Predicates predicates = machine.predicates();
    for (int i = 0; i < predicates.properties().size(); i++) {
      Property property = predicates.properties().get(i);
      if (property instanceof Property.Exists) {
        if (predicates.evaluate(i, state) == Predicates.TRUE) {
          satisfied.add(property.name());
        }
      } else if (property instanceof Property.Finally == end) {
        int answer = predicates.evaluate(i, state);
        if (answer >= 0) {
          violations.add(text(answer));
        }
      }
    }
  }

  private String text(int violation) {
    return machine.describe(violation).kind() + " " + machine.describe(violation).name();
  }

  @Override
  public void accept(int[] state, int label) {
    transitions += initial ? 0 : 1;
    String to = initial ? "" : path + " " + machine.labels().name(label);
    if (paths.putIfAbsent(ImmutableIntArray.copyOf(state), to) == null) {
      work.add(state.clone());
      evaluate(state, false);
    }
  }

  @Override
  public void violated(int violation, int label) {
    transitions++;
    violations.add(text(violation));
    violationPaths.add(initial ? "" : (path + " " + machine.labels().name(label)).strip());
  }

  Answer answer() {
    return new Answer(
        ImmutableSortedSet.copyOf(finals),
        ImmutableSortedSet.copyOf(violations),
        ImmutableSortedSet.copyOf(satisfied),
        deadlock);
  }

  /** The final states as the digits of their values, without names. */
  ImmutableSortedSet<String> values() {
    return finals.stream()
        .map(text -> text.replaceAll("[^ =]*=", "").replace(" ", ""))
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  int states() {
    return paths.size();
  }

  /** All states, in the order in which they were found. */
  ImmutableList<int[]> rows() {
    return paths.keySet().stream()
        .map(ImmutableIntArray::toArray)
        .collect(ImmutableList.toImmutableList());
  }

  int transitions() {
    return transitions;
  }

  /** The number of distinct final rows, ghosts included. */
  int finalRows() {
    return finalRows;
  }

  /** The first, and so shortest, schedule that ends in a violating step. */
  String firstViolationPath() {
    return violationPaths.get(0);
  }
}

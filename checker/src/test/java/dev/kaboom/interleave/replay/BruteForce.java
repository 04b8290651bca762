package dev.kaboom.interleave.replay;

import dev.kaboom.program.Code;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.Violation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Everything that a model can do, by depth-first search with the stepper and texts of whole states:
 * what faster searches are compared with.
 */
public final class BruteForce {
  private final List<Code> predicates;
  private final LinkedHashSet<String> seen = new LinkedHashSet<>();
  private final Deque<Stepper> open = new ArrayDeque<>();
  private final SortedSet<String> finals = new TreeSet<>();
  private final SortedSet<String> violations = new TreeSet<>();
  private final List<Integer> trueIn = new ArrayList<>();
  private int deadlocks;
  private boolean bounded;

  private BruteForce(List<Code> predicates) {
    this.predicates = predicates;
    predicates.forEach(predicate -> trueIn.add(0));
  }

  /**
   * What was found.
   *
   * @param states distinct states
   * @param finals the values of the observables in final states, {@code 1,0}, sorted
   * @param violations kind and name, {@code ASSERT r == 1}, sorted
   * @param deadlocks distinct deadlocked states
   * @param trueIn for each predicate the number of states in which it holds
   * @param bounded whether a bound of the machine kept something from happening
   */
  public record Outcomes(
      int states,
      SortedSet<String> finals,
      SortedSet<String> violations,
      int deadlocks,
      List<Integer> trueIn,
      boolean bounded) {}

  /** Explores a model from its start. */
  public static Outcomes explore(
      Model model,
      Machine machine,
      Compiler compiler,
      StepperOptions options,
      List<Code> predicates) {
    BruteForce search = new BruteForce(predicates);
    Stepper start = Stepper.start(model, machine, compiler, options);
    start.violation().ifPresent(search::violation);
    if (start.violation().isEmpty() && !start.discarded()) {
      search.visit(start);
    }
    search.bounded |= start.boundReached();
    while (!search.open.isEmpty()) {
      search.expand(search.open.pop());
    }
    return search.outcomes();
  }

  private Outcomes outcomes() {
    return new Outcomes(seen.size(), finals, violations, deadlocks, trueIn, bounded);
  }

  private void visit(Stepper stepper) {
    if (!seen.add(stepper.stateText())) {
      return;
    }
    open.push(stepper);
    for (int i = 0; i < predicates.size(); i++) {
      trueIn.set(i, trueIn.get(i) + (stepper.holds(predicates.get(i)) ? 1 : 0));
    }
  }

  private void expand(Stepper stepper) {
    if (stepper.isFinal()) {
      finals.add(
          stepper.observables().stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    deadlocks += stepper.isDeadlock() ? 1 : 0;
    for (String label : stepper.enabledLabels()) {
      Stepper successor = stepper.copy();
      StepOutcome outcome = successor.step(label);
      if (outcome instanceof StepOutcome.Stepped) {
        visit(successor);
      } else if (outcome instanceof StepOutcome.Violated violated) {
        violation(violated.violation());
      }
      bounded |= successor.boundReached();
    }
    bounded |= stepper.boundReached();
  }

  private void violation(Violation violation) {
    violations.add(violation.kind() + " " + violation.name());
  }
}

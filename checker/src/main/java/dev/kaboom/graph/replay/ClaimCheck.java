package dev.kaboom.graph.replay;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.Execution;
import dev.kaboom.graph.Tag;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Observable;
import dev.kaboom.property.Formula;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import dev.kaboom.verdict.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether an execution shows what it is said to show. Where several values of nondet() lead to the
 * same events, one choice that shows it is enough.
 */
final class ClaimCheck {
  private static final int CHOICES_MAX = 1 << 16;

  private final Model model;
  private final Machine machine;
  private final Execution execution;
  private final List<ImmutableList<ContextRun>> runs;
  private final List<Long> memory;

  ClaimCheck(
      Model model,
      Machine machine,
      Execution execution,
      List<ImmutableList<ContextRun>> runs,
      List<Long> memory) {
    this.model = model;
    this.machine = machine;
    this.execution = execution;
    this.runs = runs;
    this.memory = memory;
  }

  /**
   * Checks the claim.
   *
   * @throws ObjectionException if it is wrong
   */
  void check(Claim claim) {
    boolean shown =
        claim instanceof Claim.Shows shows
            ? shows(shows.violation())
            : claim instanceof Claim.Proposition proposition && ends(proposition.holds());
    if (!shown) {
      throw new ObjectionException("the execution does not show it");
    }
  }

  private boolean shows(Violation violation) {
    return switch (violation.kind()) {
      case FINALLY -> allEnd() && isFalse(violation);
      case CONDITION -> model.properties().stream().anyMatch(this::refutes);
      case ASSERT, BUG, WARN, FAULT -> someRun(run -> violation.equals(run.failure));
      case BAD_ACCESS -> someRun(run -> isAt(run.failure, violation));
      case DEADLOCK, LIVELOCK -> waits();
      case FLAG -> raises(violation.name());
      case ALWAYS, EXISTS -> false;
    };
  }

  private static boolean isAt(@Nullable Violation found, Violation claimed) {
    return found != null && found.kind() == claimed.kind() && found.at().equals(claimed.at());
  }

  private interface RunTest {
    boolean holds(ContextRun run);
  }

  private boolean someRun(RunTest test) {
    return allEnd() && runs.stream().flatMap(List::stream).anyMatch(test::holds);
  }

  /** Whether no context stopped for want of events, other than on a CPU that has halted. */
  private boolean allEnd() {
    for (int context = 0; context < runs.size(); context++) {
      if (!onHaltedCpu(context) && runs.get(context).stream().anyMatch(ContextRun::stuck)) {
        return false;
      }
    }
    return true;
  }

  private boolean onHaltedCpu(int context) {
    int cpu = model.program().contexts().get(context).cpu();
    for (int other = 0; other < runs.size(); other++) {
      boolean same = other != context && model.program().contexts().get(other).cpu() == cpu;
      if (same && runs.get(other).stream().anyMatch(run -> run.halted)) {
        return true;
      }
    }
    return false;
  }

  private boolean waits() {
    boolean some = false;
    for (ImmutableList<ContextRun> ways : runs) {
      for (ContextRun run : ways) {
        if (run.stuck()) {
          some = true;
          if (!AloneRun.waitsForEver(run, new ArrayList<>(memory))) {
            return false;
          }
        }
      }
    }
    return some;
  }

  private boolean isFalse(Violation violation) {
    return model.properties().stream()
        .filter(Property.Finally.class::isInstance)
        .map(Property.Finally.class::cast)
        .filter(finale -> finale.name().equals(violation.name()))
        .filter(finale -> finale.at().equals(violation.at()))
        .anyMatch(
            finale ->
                !AloneRun.isTrue(
                    model.program().memory(), finale.predicate(), new ArrayList<>(memory)));
  }

  private boolean refutes(Property property) {
    if (!(property instanceof Property.FinalCondition condition)) {
      return false;
    }
    return switch (condition.quantifier()) {
      case EXISTS -> false;
      case NOT_EXISTS -> ends(true);
      case FORALL -> ends(false);
    };
  }

  /** Whether some way to run the contexts ends with the proposition as wanted. */
  private boolean ends(boolean wanted) {
    if (!allEnd()) {
      return false;
    }
    for (Property property : model.properties()) {
      if (property instanceof Property.FinalCondition condition) {
        for (List<ContextRun> choice : choices()) {
          if (holds(condition.filter(), choice) && holds(condition.formula(), choice) == wanted) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** One run of each context, in every combination; handlers that did not come have none. */
  private List<List<ContextRun>> choices() {
    List<ImmutableList<ContextRun>> present =
        runs.stream().filter(ways -> !ways.isEmpty()).toList();
    long count = present.stream().mapToLong(List::size).reduce(1, (a, b) -> a * b);
    if (count > CHOICES_MAX) {
      throw new ObjectionException("too many choices to try");
    }
    return Lists.cartesianProduct(present);
  }

  private boolean holds(Formula formula, List<ContextRun> choice) {
    return formula.holds(seen -> observe(seen, choice));
  }

  private long observe(Observable seen, List<ContextRun> choice) {
    if (seen instanceof Observable.OfRegister register) {
      for (ContextRun run : choice) {
        if (runs.get(register.context()).contains(run)) {
          return run.registers.get(register.register());
        }
      }
      return 0;
    }
    return seen instanceof Observable.OfLocation cell ? memory.get(cell.location()) : 0;
  }

  /** Flags other than data races are about single threads; their execution is confirmed. */
  private boolean raises(String flag) {
    return switch (flag) {
      case "data-race" -> !Definitions.of(machine, execution).races().isEmpty();
      case "unmatched-rcu-lock", "unmatched-rcu-unlock" -> counts(Tag.RCU_LOCK, Tag.RCU_UNLOCK);
      default -> true;
    };
  }

  /** Whether the execution has any of the two marks. */
  private boolean counts(Tag lock, Tag unlock) {
    return execution.events().stream().anyMatch((Event e) -> e.has(lock) || e.has(unlock));
  }
}

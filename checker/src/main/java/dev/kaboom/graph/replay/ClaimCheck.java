package dev.kaboom.graph.replay;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.Tag;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
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
  private final Scene scene;
  private final List<ImmutableList<CpuRun>> ways;
  private final List<Long> memory;

  /**
   * A check.
   *
   * @param ways for each CPU all ways to run what it did
   * @param memory the cells' values at the end
   */
  ClaimCheck(Model model, Scene scene, List<ImmutableList<CpuRun>> ways, List<Long> memory) {
    this.model = model;
    this.scene = scene;
    this.ways = ways;
    this.memory = memory;
  }

  /**
   * Checks the claim.
   *
   * @throws ObjectionException if it is wrong
   */
  void check(Claim claim) {
    long count = ways.stream().mapToLong(List::size).reduce(1, (a, b) -> Math.min(a * b, 1L << 40));
    if (count > CHOICES_MAX) {
      throw new ObjectionException("too many choices to try");
    }
    for (List<CpuRun> choice : Lists.cartesianProduct(ways)) {
      boolean shown =
          claim instanceof Claim.Shows shows
              ? shows(shows.violation(), choice)
              : claim instanceof Claim.Proposition proposition && ends(proposition.holds(), choice);
      if (shown) {
        return;
      }
    }
    throw new ObjectionException("the execution does not show it");
  }

  private boolean shows(Violation violation, List<CpuRun> choice) {
    return switch (violation.kind()) {
      case FINALLY -> isComplete(choice) && isFalse(violation);
      case CONDITION -> model.properties().stream().anyMatch(asked -> refutes(asked, choice));
      case ASSERT, BUG, WARN, FAULT -> someRun(choice, run -> violation.equals(run.failure));
      case BAD_ACCESS -> someRun(choice, run -> isAt(run.failure, violation));
      case DEADLOCK, LIVELOCK -> waits(choice);
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

  /** What has failed has failed, whether or not the others come to their end. */
  private boolean someRun(List<CpuRun> choice, RunTest test) {
    return choice.stream().flatMap(cpu -> cpu.runs().stream()).anyMatch(test::holds);
  }

  // How it ends

  /**
   * Whether nothing more must happen: each CPU has stopped or come to its end, with every request
   * served that can be; where some CPU has stopped, others may wait for ever.
   */
  private boolean isComplete(List<CpuRun> choice) {
    boolean someStopped = choice.stream().anyMatch(CpuRun::stopped);
    for (int cpu = 0; cpu < choice.size(); cpu++) {
      CpuRun run = choice.get(cpu);
      boolean waits =
          run.stuck() && someStopped && waitsForEver(run) && !somethingMayCome(cpu, run);
      boolean open = run.stuck() ? !waits : !run.stopped() && requestMayCome(cpu, run);
      if (open) {
        return false;
      }
    }
    return true;
  }

  private boolean waitsForEver(CpuRun cpu) {
    ContextRun top = cpu.top();
    return top != null && AloneRun.waitsForEver(top, new ArrayList<>(memory));
  }

  /** Whether no CPU has stopped, and what has not ended waits for what nobody will do. */
  private boolean waits(List<CpuRun> choice) {
    boolean some = false;
    for (int cpu = 0; cpu < choice.size(); cpu++) {
      CpuRun run = choice.get(cpu);
      some |= run.stuck();
      boolean goesOn = run.stuck() && !waitsForEver(run);
      if (run.stopped() || goesOn || somethingMayCome(cpu, run)) {
        return false;
      }
    }
    return some;
  }

  private boolean somethingMayCome(int cpu, CpuRun run) {
    return requestMayCome(cpu, run)
        || scene.program().contexts().stream()
            .filter(context -> context.cpu() == cpu)
            .filter(c -> c.kind() == ContextKind.IRQ || c.kind() == ContextKind.NMI)
            .anyMatch(handler -> run.admits(handler) && visits(cpu, handler) < handler.budget());
  }

  private long visits(int cpu, Context handler) {
    return scene.execution().visits(cpu).stream()
        .filter(visit -> visit.context() == handler.index())
        .count();
  }

  /** Whether the CPU has a request that it has not taken, and could. */
  private boolean requestMayCome(int cpu, CpuRun run) {
    return scene.program().contexts().stream()
        .filter(context -> context.cpu() == cpu)
        .filter(c -> c.kind() == ContextKind.IPI || c.kind() == ContextKind.SENT_NMI)
        .anyMatch(handler -> run.admits(handler) && isAsked(cpu, handler.kind()));
  }

  private boolean isAsked(int cpu, ContextKind kind) {
    if (!scene.requests().any()) {
      return false;
    }
    int queue = scene.requests().queue(kind, cpu);
    long taken =
        scene.execution().visits(cpu).stream()
            .filter(visit -> scene.program().contexts().get(visit.context()).kind() == kind)
            .count();
    return scene.execution().coherence().get(queue).size() - 1 > taken;
  }

  // What it shows

  private boolean isFalse(Violation violation) {
    return model.properties().stream()
        .filter(Property.Finally.class::isInstance)
        .map(Property.Finally.class::cast)
        .filter(finale -> finale.name().equals(violation.name()))
        .filter(finale -> finale.at().equals(violation.at()))
        .anyMatch(
            finale ->
                !AloneRun.isTrue(scene.memory(), finale.predicate(), new ArrayList<>(memory)));
  }

  private boolean refutes(Property property, List<CpuRun> choice) {
    if (!(property instanceof Property.FinalCondition condition)) {
      return false;
    }
    return switch (condition.quantifier()) {
      case EXISTS -> false;
      case NOT_EXISTS -> ends(true, choice);
      case FORALL -> ends(false, choice);
    };
  }

  /** Whether the execution is complete, and ends with the proposition as wanted. */
  private boolean ends(boolean wanted, List<CpuRun> choice) {
    if (!isComplete(choice)) {
      return false;
    }
    for (Property property : model.properties()) {
      if (property instanceof Property.FinalCondition condition
          && holds(condition.filter(), choice)
          && holds(condition.formula(), choice) == wanted) {
        return true;
      }
    }
    return false;
  }

  private boolean holds(Formula formula, List<CpuRun> choice) {
    return formula.holds(seen -> observe(seen, choice));
  }

  /** A register's value is that with which its context last ended; 0 if it never did. */
  private long observe(Observable seen, List<CpuRun> choice) {
    if (seen instanceof Observable.OfRegister register) {
      long value = 0;
      for (CpuRun cpu : choice) {
        for (ContextRun run : cpu.runs()) {
          boolean asked = run.context().index() == register.context();
          value = asked && run.returned() ? run.registers.get(register.register()) : value;
        }
      }
      return value;
    }
    return seen instanceof Observable.OfLocation cell ? memory.get(cell.location()) : 0;
  }

  /** Flags other than data races are about single threads; their execution is confirmed. */
  private boolean raises(String flag) {
    return switch (flag) {
      case "data-race" -> !Definitions.of(scene.machine(), scene.execution()).races().isEmpty();
      case "unmatched-rcu-lock", "unmatched-rcu-unlock" -> counts(Tag.RCU_LOCK, Tag.RCU_UNLOCK);
      default -> true;
    };
  }

  /** Whether the execution has any of the two marks. */
  private boolean counts(Tag lock, Tag unlock) {
    return scene.execution().events().stream().anyMatch((Event e) -> e.has(lock) || e.has(unlock));
  }
}

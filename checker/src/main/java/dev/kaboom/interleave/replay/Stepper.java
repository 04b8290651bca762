package dev.kaboom.interleave.replay;

import com.google.common.collect.ImmutableList;
import dev.kaboom.interleave.replay.Interruption.Blocked;
import dev.kaboom.interleave.replay.Interruption.Bound;
import dev.kaboom.interleave.replay.Interruption.Discard;
import dev.kaboom.interleave.replay.Interruption.Failure;
import dev.kaboom.program.Code;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Observable;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.Violation;
import java.util.Optional;

/**
 * A model in one state, which can be asked what is possible, and told to do it.
 *
 * <p>It is slow on purpose: each attempt works on a copy of the whole state, and whether a
 * transition is enabled is found out by trying it.
 */
public final class Stepper {
  private final Model model;
  private final Rules rules;
  private final Transitions transitions;
  private World world;
  private Optional<Violation> violation = Optional.empty();
  private boolean discarded;

  private Stepper(Model model, Rules rules, World world) {
    this.model = model;
    this.rules = rules;
    this.transitions = new Transitions(rules);
    this.world = world;
  }

  /**
   * The model after INIT and the leading silent instructions of its process contexts. If one of
   * these goes wrong, {@link #violation} or {@link #discarded} says so, and there are no steps.
   *
   * @throws IllegalArgumentException for a machine that has no small-step semantics
   */
  public static Stepper start(
      Model model, Machine machine, Compiler compiler, StepperOptions options) {
    if (machine != Machine.SC && machine != Machine.TSO) {
      throw new IllegalArgumentException(machine.label() + " has no small-step semantics");
    }
    Rules rules = new Rules(model.program(), machine, compiler, options);
    World world = World.initial(model.program());
    Stepper stepper = new Stepper(model, rules, world);
    StepLog log = new StepLog("");
    try {
      new Predicate(rules, world).run(model.program().init());
      for (ContextState context : world.contexts) {
        if (context.context.kind() == ContextKind.PROCESS) {
          new Advance(rules, world, log).run(context);
        }
      }
    } catch (Failure failure) {
      stepper.violation = Optional.of(failure.violation());
    } catch (Bound bound) {
      world.boundReached = true;
      stepper.discarded = true;
    } catch (Interruption other) {
      stepper.discarded = true;
    }
    return stepper;
  }

  /** Another stepper in the same state. */
  public Stepper copy() {
    Stepper copy = new Stepper(model, rules, world);
    copy.violation = violation;
    copy.discarded = discarded;
    return copy;
  }

  /** The labels of the transitions that are possible here, in the page's order. */
  public ImmutableList<String> enabledLabels() {
    ImmutableList.Builder<String> labels = ImmutableList.builder();
    for (String label : transitions.candidates(world)) {
      if (!(attempt(label, world.copy()) instanceof StepOutcome.NotEnabled)) {
        labels.add(label);
      }
    }
    return labels.build();
  }

  /** Takes a transition; the state changes only if the outcome is {@link StepOutcome.Stepped}. */
  public StepOutcome step(String label) {
    StepOutcome outcome = tryStep(label);
    if (outcome instanceof StepOutcome.NotEnabled refusal) {
      return new StepOutcome.NotEnabled(label, refusal.reason(), enabledLabels());
    }
    return outcome;
  }

  /** The same, but a refusal does not list what is possible: that takes long to find out. */
  public StepOutcome tryStep(String label) {
    World after = world.copy();
    StepOutcome outcome = attempt(label, after);
    if (outcome instanceof StepOutcome.Stepped) {
      world = after;
    }
    return outcome;
  }

  private StepOutcome attempt(String label, World after) {
    if (ended()) {
      return new StepOutcome.NotEnabled(label, "the run is over", ImmutableList.of());
    }
    StepLog log = new StepLog(label);
    try {
      transitions.take(after, label, log);
      return new StepOutcome.Stepped(log.step());
    } catch (Blocked blocked) {
      return new StepOutcome.NotEnabled(label, blocked.reason(), ImmutableList.of());
    } catch (Bound bound) {
      world.boundReached = true;
      return new StepOutcome.NotEnabled(label, bound.reason(), ImmutableList.of());
    } catch (Discard discard) {
      return new StepOutcome.Discarded(discard.reason());
    } catch (Failure failure) {
      return new StepOutcome.Violated(log.step(), failure.violation());
    }
  }

  /** What went wrong before the first step, if anything did. */
  public Optional<Violation> violation() {
    return violation;
  }

  /** Whether an assumption failed before the first step. */
  public boolean discarded() {
    return discarded;
  }

  /** Whether a bound of the machine has kept something from happening on the way here. */
  public boolean boundReached() {
    return world.boundReached;
  }

  /** Whether {@code FINALLY} and litmus conditions are evaluated here. */
  public boolean isFinal() {
    return !ended() && (world.everyCpuIsDone() || (world.someCpuHasHalted() && nothingPossible()));
  }

  /** Whether nothing is possible although the state is not final. */
  public boolean isDeadlock() {
    return !ended() && !isFinal() && nothingPossible();
  }

  /** Whether some CPU has halted: livelocks are not looked for from there on. */
  public boolean someCpuHasHalted() {
    return world.someCpuHasHalted();
  }

  /** The values of the model's observables, in order. */
  public ImmutableList<Long> observables() {
    return model.observables().stream().map(this::observe).collect(ImmutableList.toImmutableList());
  }

  /**
   * One observable's value: of a register, what it was when its context last finished, or 0 if it
   * never did.
   */
  public long observe(Observable observable) {
    if (observable instanceof Observable.OfRegister of) {
      return world.contexts.get(of.context()).results.get(of.register());
    }
    return observable instanceof Observable.OfLocation of ? world.memory.get(of.location()) : 0;
  }

  /** The cells' values in memory, by index; what is in store buffers is not included. */
  public ImmutableList<Long> memory() {
    return ImmutableList.copyOf(world.memory);
  }

  /** The state as reports show it. */
  public Snapshot snapshot() {
    return Snapshot.of(world);
  }

  /** Whether a context is on the stack of its CPU, and that has not halted. */
  public boolean isActive(Context context) {
    CpuState cpu = world.cpus.get(context.cpu());
    return !cpu.halted && cpu.stack.contains(context.index());
  }

  /** Whether the predicate of an ALWAYS, EXISTS or FINALLY is true of memory now. */
  public boolean holds(Code predicate) {
    return new Predicate(rules, world).holds(predicate);
  }

  /** A text that is the same for equal states and only for them. */
  public String stateText() {
    return StateText.of(world, model.observables());
  }

  private boolean nothingPossible() {
    return enabledLabels().isEmpty();
  }

  private boolean ended() {
    return discarded || violation.isPresent();
  }
}

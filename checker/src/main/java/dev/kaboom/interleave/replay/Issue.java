package dev.kaboom.interleave.replay;

import dev.kaboom.interleave.replay.WindowEntry.Kind;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Instruction.LockOperation;

/**
 * The compiler's side of {@code cppo}: what happens to the instruction that a context has come to.
 * The answer says whether the context went past it.
 */
record Issue(Rules rules, World world, ContextState context, StepLog log)
    implements Instruction.Visitor<Boolean> {
  @Override
  public Boolean load(Instruction.Load load) {
    return enter(Kind.LOAD, load, Operands.of(load));
  }

  @Override
  public Boolean store(Instruction.Store store) {
    return enter(Kind.STORE, store, Operands.of(store));
  }

  @Override
  public Boolean rmw(Instruction.Rmw rmw) {
    return (!rmw.returnsValue() || rmw.order().local()) && enter(Kind.RMW, rmw, Operands.of(rmw));
  }

  @Override
  public Boolean lock(LockOperation lock) {
    boolean reads = lock.kind() == LockOperation.Kind.IS_LOCKED;
    return reads && enter(Kind.LOAD, lock, Operands.of(lock));
  }

  @Override
  public Boolean fence(Instruction.Fence fence) {
    boolean passes = rules.silent(fence.barrier()) && context.window.isEmpty();
    context.next += passes ? 1 : 0;
    return passes;
  }

  @Override
  public Boolean assign(Instruction.Assign assign) {
    boolean now = known(assign.value()) && !(faults(assign.value()) && guarded());
    return now ? execute(assign) : enter(Kind.ASSIGN, assign, Operands.of(assign));
  }

  @Override
  public Boolean check(Instruction.Check check) {
    boolean now = known(check.condition()) && !guarded();
    return now ? execute(check) : enter(Kind.CHECK, check, Operands.of(check.condition()));
  }

  @Override
  public Boolean assume(Instruction.Assume assume) {
    boolean now = known(assume.condition()) && !guarded();
    return now ? execute(assume) : enter(Kind.CHECK, assume, Operands.of(assume.condition()));
  }

  @Override
  public Boolean branch(Instruction.Branch branch) {
    boolean now = known(branch.condition()) && !(faults(branch.condition()) && guarded());
    return now && execute(branch);
  }

  @Override
  public Boolean jump(Instruction.Jump jump) {
    return execute(jump);
  }

  @Override
  public Boolean rcu(Instruction.RcuOperation rcu) {
    return false;
  }

  @Override
  public Boolean irq(Instruction.IrqOperation irq) {
    return false;
  }

  @Override
  public Boolean send(Instruction.Send send) {
    return false;
  }

  @Override
  public Boolean awaitSent(Instruction.AwaitSent await) {
    return false;
  }

  @Override
  public Boolean nondet(Instruction.Nondet nondet) {
    return false;
  }

  @Override
  public Boolean atomicBegin(Instruction.AtomicBegin begin) {
    return false;
  }

  @Override
  public Boolean atomicEnd(Instruction.AtomicEnd end) {
    return execute(end);
  }

  @Override
  public Boolean require(Instruction.Require require) {
    return false;
  }

  @Override
  public Boolean halt(Instruction.Halt halt) {
    return false;
  }

  /** Whether the branch at which issue stopped may be guessed. */
  boolean mayGuess(Instruction.Branch branch) {
    return !known(branch.condition()) || faults(branch.condition());
  }

  /** Guesses the branch at which issue stopped; false if the window is full. */
  boolean guess(Instruction.Branch branch, boolean taken) {
    if (!enter(Kind.BRANCH, branch, Operands.of(branch.condition()))) {
      return false;
    }
    WindowEntry entry = context.window.get(context.window.size() - 1);
    entry.guess = taken;
    context.joins.put(entry.number, branch.join());
    if (!taken) {
      context.next = branch.otherwise();
    }
    return true;
  }

  private boolean execute(Instruction instruction) {
    context.next++;
    instruction.accept(new Execution(rules, world, context, log));
    return true;
  }

  private boolean enter(Kind kind, Instruction instruction, Operands operands) {
    if (context.window.size() >= rules.options().windowMax()) {
      world.boundReached = true;
      return false;
    }
    int number = context.nextEntry++;
    WindowEntry entry = new WindowEntry(number, kind, instruction, context.next, operands);
    for (int register : operands.reads()) {
      entry.operands.put(register, context.registers.get(register));
    }
    entry.controllers.addAll(context.joins.keySet());
    context.window.add(entry);
    if (operands.register() >= 0) {
      context.registers.set(operands.register(), Operand.from(number));
    }
    context.next++;
    return true;
  }

  private boolean known(Expression expression) {
    return Evaluation.registersOf(expression).stream()
        .allMatch(r -> context.registers.get(r).known());
  }

  private boolean guarded() {
    return context.window.stream().anyMatch(entry -> entry.kind.guards());
  }

  /** Whether it divides by zero: that must wait for what may end the execution before. */
  private boolean faults(Expression expression) {
    try {
      Evaluation.of(expression, r -> context.registers.get(r).value());
      return false;
    } catch (ArithmeticException error) {
      return true;
    }
  }
}

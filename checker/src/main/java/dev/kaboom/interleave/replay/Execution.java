package dev.kaboom.interleave.replay;

import dev.kaboom.interleave.replay.CpuState.BufferedStore;
import dev.kaboom.interleave.replay.CpuState.Request;
import dev.kaboom.interleave.replay.Interruption.Blocked;
import dev.kaboom.interleave.replay.Interruption.Discard;
import dev.kaboom.interleave.replay.Interruption.Failure;
import dev.kaboom.program.Context;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Instruction.LockOperation;
import dev.kaboom.program.Instruction.RcuOperation;
import dev.kaboom.program.Position;
import dev.kaboom.verdict.Violation;
import java.util.function.IntToLongFunction;

/**
 * The effect of one instruction of a context, row by row as in the page's table. The caller has
 * moved the context's {@code next} past the instruction.
 *
 * <p>An instruction that is not enabled throws {@link Blocked} and may leave the world half
 * changed: callers work on a copy.
 */
final class Execution implements Instruction.Visitor<Boolean> {
  /** Where results go: to the registers, or to whoever waits for a window's entry. */
  interface Results {
    void set(int register, long value);
  }

  private final Rules rules;
  private final World world;
  private final CpuState cpu;
  private final ContextState context;
  private final IntToLongFunction registers;
  private final Results results;
  private final StepLog log;
  private final MemoryAccess memory;
  private final ActionText text;
  private boolean indivisible;

  /** Of an instruction that works on the context's registers, all of which are known. */
  Execution(Rules rules, World world, ContextState context, StepLog log) {
    this(rules, world, context, log, r -> context.registers.get(r).value(), context::set);
  }

  /** Of an instruction with its own operands. */
  Execution(
      Rules rules,
      World world,
      ContextState context,
      StepLog log,
      IntToLongFunction registers,
      Results results) {
    this.rules = rules;
    this.world = world;
    this.cpu = world.cpus.get(context.context.cpu());
    this.context = context;
    this.registers = registers;
    this.results = results;
    this.log = log;
    this.memory = new MemoryAccess(rules, world, cpu, log);
    this.text = new ActionText(rules.program().memory(), context.context.code());
  }

  /** Executes an indivisible step's instruction. */
  void indivisibly(Instruction instruction) {
    indivisible = true;
    instruction.accept(this);
  }

  @Override
  public Boolean load(Instruction.Load load) {
    int cell = cell(load.address(), load.type().bytes(), load.at());
    long value = load.type().wrap(memory.read(cell));
    results.set(load.register(), value);
    log.action(text.load(load.kind(), cell, load.register(), value));
    return true;
  }

  @Override
  public Boolean store(Instruction.Store store) {
    int cell = cell(store.address(), store.type().bytes(), store.at());
    long value = store.type().wrap(value(store.value(), store.at()));
    write(cell, value);
    log.action(text.store(store.kind(), cell, memory.wrap(cell, value)));
    return true;
  }

  @Override
  public Boolean rmw(Instruction.Rmw rmw) {
    if (!rmw.order().local()) {
      needEmptyBuffer();
    }
    int cell = cell(rmw.address(), rmw.type().bytes(), rmw.at());
    long before = rmw.type().wrap(memory.read(cell));
    IntToLongFunction withOld = r -> r == rmw.register() ? before : registers.applyAsLong(r);
    Expression condition = rmw.condition();
    boolean writes = condition == null || value(condition, withOld, rmw.at()) != 0;
    Long after = null;
    if (writes) {
      after = memory.wrap(cell, rmw.type().wrap(value(rmw.newValue(), withOld, rmw.at())));
      if (rmw.order().local()) {
        write(cell, after);
      } else {
        memory.writeToMemory(cell, after);
      }
    }
    results.set(rmw.register(), before);
    log.action(text.rmw(rmw, cell, before, after));
    return true;
  }

  @Override
  public Boolean fence(Instruction.Fence fence) {
    if (!rules.silent(fence.barrier())) {
      needEmptyBuffer();
      log.action(text.fence(fence.barrier()));
    }
    return true;
  }

  @Override
  public Boolean lock(LockOperation lock) {
    int cell = memory.lockCell(value(lock.address(), lock.at()), lock.at());
    long result =
        switch (lock.kind()) {
          case LOCK -> take(cell);
          case TRY_LOCK -> tryToTake(cell);
          case UNLOCK -> release(cell, lock.at());
          case IS_LOCKED -> memory.read(cell) == 0 ? 0 : 1;
        };
    results.set(lock.register(), result);
    log.action(text.lock(lock.kind(), cell, lock.register(), result));
    return true;
  }

  private long take(int cell) {
    needEmptyBuffer();
    if (memory.read(cell) != 0) {
      throw new Blocked("the lock is taken");
    }
    memory.writeToMemory(cell, 1);
    return 1;
  }

  private long tryToTake(int cell) {
    needEmptyBuffer();
    if (memory.read(cell) != 0) {
      return 0;
    }
    memory.writeToMemory(cell, 1);
    return 1;
  }

  private long release(int cell, Position at) {
    if (memory.peek(cell) == 0) {
      throw new Failure(
          new Violation(Violation.Kind.FAULT, "unlock of a lock that is not held", at));
    }
    write(cell, 0);
    return 0;
  }

  @Override
  public Boolean rcu(RcuOperation rcu) {
    return switch (rcu.kind()) {
      case READ_LOCK -> readLock();
      case READ_UNLOCK -> readUnlock();
      case SYNCHRONIZE -> synchronize("synchronize_rcu()");
      case SYNCHRONIZE_EXPEDITED -> synchronize("synchronize_rcu_expedited()");
      case SRCU_READ_LOCK,
          SRCU_READ_UNLOCK,
          SRCU_DOWN_READ,
          SRCU_UP_READ,
          SRCU_SYNCHRONIZE,
          SRCU_SYNCHRONIZE_EXPEDITED ->
          throw new Blocked("SRCU is not modelled by this machine");
    };
  }

  private boolean readLock() {
    context.rcuDepth++;
    log.action("rcu_read_lock()");
    return true;
  }

  private boolean readUnlock() {
    context.rcuDepth = Math.max(0, context.rcuDepth - 1);
    if (context.rcuDepth == 0) {
      cpu.buffer.replaceAll(BufferedStore::afterSection);
      for (ContextState updater : world.contexts) {
        if (updater.awaitedReaders.remove(context.context.index())) {
          cpu.buffer.replaceAll(store -> store.awaitedBy(updater.context.index()));
        }
      }
    }
    log.action("rcu_read_unlock()");
    return true;
  }

  private boolean synchronize(String name) {
    needEmptyBuffer();
    int self = context.context.index();
    if (!context.synchronizing) {
      context.synchronizing = true;
      for (CpuState other : world.cpus) {
        other.buffer.replaceAll(s -> s.sectionEnded() ? s.awaitedBy(self) : s);
      }
      for (ContextState reader : world.contexts) {
        if (reader.rcuDepth > 0) {
          context.awaitedReaders.add(reader.context.index());
        }
      }
      context.next--;
      log.action(name + " begins");
      return true;
    }
    if (!context.awaitedReaders.isEmpty()) {
      throw new Blocked("a reader that the grace period waits for is still inside");
    }
    if (world.cpus.stream()
        .anyMatch(c -> c.buffer.stream().anyMatch(s -> s.waiters().contains(self)))) {
      throw new Blocked("a store that the grace period waits for has not reached memory");
    }
    context.synchronizing = false;
    log.action(name + " returns");
    return true;
  }

  @Override
  public Boolean irq(Instruction.IrqOperation irq) {
    boolean masked = cpu.masked;
    Expression flags = irq.flags();
    cpu.masked =
        switch (irq.kind()) {
          case DISABLE, SAVE -> true;
          case ENABLE -> false;
          case RESTORE -> flags != null && value(flags, irq.at()) == 0;
        };
    if (irq.kind() == Instruction.IrqOperation.Kind.SAVE) {
      results.set(irq.register(), masked ? 0 : 1);
    }
    log.action(text.irq(irq));
    return true;
  }

  @Override
  public Boolean send(Instruction.Send send) {
    needEmptyBuffer();
    needNoRequest();
    long target = value(send.cpu(), send.at());
    Context handler = null;
    for (Context candidate : rules.program().contexts()) {
      boolean fits = candidate.kind() == send.kind() && candidate.routine() == send.routine();
      handler = fits && candidate.cpu() == target ? candidate : handler;
    }
    if (handler == null) {
      String name = "interrupt sent to CPU " + target + ", which does not exist";
      throw new Failure(new Violation(Violation.Kind.FAULT, name, send.at()));
    }
    long argument = value(send.argument(), send.at());
    Request request = new Request(send.routine(), argument, context.context.index());
    world.cpus.get(handler.cpu()).queue(send.kind()).add(request);
    context.requestPending = true;
    log.action("send " + handler.name());
    return true;
  }

  @Override
  public Boolean awaitSent(Instruction.AwaitSent await) {
    needEmptyBuffer();
    needNoRequest();
    log.action("csd_lock_wait()");
    return true;
  }

  @Override
  public Boolean assign(Instruction.Assign assign) {
    results.set(assign.register(), value(assign.value(), assign.at()));
    return true;
  }

  @Override
  public Boolean nondet(Instruction.Nondet nondet) {
    throw new Blocked("a value must be chosen");
  }

  /** {@code nondet()} gives {@code value}. */
  void nondet(Instruction.Nondet nondet, long value) {
    if (value < nondet.low() || value > nondet.high()) {
      throw new Blocked("values are " + nondet.low() + " to " + nondet.high());
    }
    results.set(nondet.register(), value);
    log.action(text.nondet(nondet.register(), value));
  }

  @Override
  public Boolean branch(Instruction.Branch branch) {
    if (value(branch.condition(), branch.at()) == 0) {
      context.next = branch.otherwise();
    }
    return true;
  }

  @Override
  public Boolean jump(Instruction.Jump jump) {
    context.next = jump.target();
    return true;
  }

  @Override
  public Boolean atomicBegin(Instruction.AtomicBegin begin) {
    return true;
  }

  @Override
  public Boolean atomicEnd(Instruction.AtomicEnd end) {
    return true;
  }

  @Override
  public Boolean require(Instruction.Require require) {
    if (value(require.condition(), require.at()) == 0) {
      throw new Blocked("what is awaited is not true");
    }
    return true;
  }

  @Override
  public Boolean assume(Instruction.Assume assume) {
    if (value(assume.condition(), assume.at()) == 0) {
      throw new Discard("an assumption is not true");
    }
    return true;
  }

  @Override
  public Boolean check(Instruction.Check check) {
    if (value(check.condition(), check.at()) == 0) {
      Violation.Kind kind =
          switch (check.kind()) {
            case ASSERT -> Violation.Kind.ASSERT;
            case BUG -> Violation.Kind.BUG;
            case WARN -> Violation.Kind.WARN;
            case FAULT -> Violation.Kind.FAULT;
          };
      throw new Failure(new Violation(kind, check.message(), check.at()));
    }
    return true;
  }

  @Override
  public Boolean halt(Instruction.Halt halt) {
    cpu.halted = true;
    log.action("halt()");
    return true;
  }

  /** The cell that an access names; if there is none, the violation says which access it is. */
  private int cell(Expression address, int bytes, Position at) {
    long where = value(address, at);
    try {
      return memory.cell(where, bytes, at);
    } catch (Failure failure) {
      Violation bad = failure.violation();
      throw new Failure(new Violation(bad.kind(), bad.name() + text.access(address, at), at));
    }
  }

  private void write(int cell, long value) {
    if (indivisible) {
      memory.writeToMemory(cell, value);
    } else {
      memory.write(cell, value);
    }
  }

  private void needEmptyBuffer() {
    if (!cpu.buffer.isEmpty()) {
      throw new Blocked("the store buffer must be empty first");
    }
  }

  private void needNoRequest() {
    if (context.requestPending) {
      throw new Blocked("the request sent last has not finished");
    }
  }

  private long value(Expression expression, Position at) {
    return value(expression, registers, at);
  }

  private static long value(Expression expression, IntToLongFunction registers, Position at) {
    try {
      return Evaluation.of(expression, registers);
    } catch (ArithmeticException error) {
      throw MemoryAccess.badAccess("division by zero", at);
    }
  }
}

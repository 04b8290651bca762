package dev.kaboom.graph.replay;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.program.Code;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Memory;
import dev.kaboom.program.Position;
import java.util.List;

/** Code that runs alone on a memory: INIT, predicates, and what waits when all others are done. */
final class AloneRun extends CodeRun {
  private static final int STEPS_MAX = 1_000_000;
  private static final int ROUNDS_STEPS_MAX = 20_000;

  private final List<Long> cells;
  private boolean wrote;
  private boolean waits;
  private boolean unserved;

  /**
   * A run from the start.
   *
   * @param cells the values by index; stores change them
   */
  AloneRun(Memory memory, Code code, List<Long> cells) {
    super(memory, code, STEPS_MAX);
    this.cells = cells;
  }

  private AloneRun(CodeRun stopped, List<Long> cells) {
    super(stopped, ROUNDS_STEPS_MAX);
    this.cells = cells;
    unserved = stopped.waitsForService();
  }

  /** Whether the predicate's value, register 0 at its end, is true. */
  static boolean isTrue(Memory memory, Code code, List<Long> cells) {
    AloneRun run = new AloneRun(memory, code, cells);
    run.run();
    return run.ended
        && run.failure == null
        && !run.registers.isEmpty()
        && run.registers.get(0) != 0;
  }

  /** Whether the stopped run would wait for ever on a memory that nobody changes any more. */
  static boolean waitsForEver(CodeRun stopped, List<Long> cells) {
    AloneRun run = new AloneRun(stopped, cells);
    run.run();
    boolean spins = run.outOfSteps() && !run.ended && run.failure == null;
    return !run.wrote && (run.waits || spins);
  }

  private Boolean stopped() {
    waits = true;
    return false;
  }

  @Override
  boolean discarded(Position at) {
    return stopped();
  }

  @Override
  public Boolean load(Instruction.Load load) {
    int cell = cell(load.address(), load.type().bytes(), load.at());
    if (cell < 0) {
      return false;
    }
    set(load.register(), load.type().wrap(cells.get(cell)), ImmutableSet.of());
    return proceed();
  }

  @Override
  public Boolean store(Instruction.Store store) {
    int cell = cell(store.address(), store.type().bytes(), store.at());
    if (cell < 0) {
      return false;
    }
    wrote = true;
    cells.set(cell, store.type().wrap(evaluator.value(store.value())));
    return proceed();
  }

  @Override
  public Boolean rmw(Instruction.Rmw rmw) {
    int cell = cell(rmw.address(), rmw.type().bytes(), rmw.at());
    if (cell < 0) {
      return false;
    }
    set(rmw.register(), rmw.type().wrap(cells.get(cell)), ImmutableSet.of());
    if (rmw.condition() == null || evaluator.isTrue(rmw.condition())) {
      wrote = true;
      cells.set(cell, rmw.type().wrap(evaluator.value(rmw.newValue())));
    }
    return proceed();
  }

  @Override
  public Boolean lock(Instruction.LockOperation lock) {
    int cell = cell(lock.address(), 0, lock.at());
    if (cell < 0) {
      return false;
    }
    boolean taken = cells.get(cell) != 0;
    return switch (lock.kind()) {
      case LOCK -> taken ? stopped() : acquire(lock, cell);
      case TRY_LOCK -> taken ? result(lock, 0) : acquire(lock, cell);
      case IS_LOCKED -> result(lock, taken ? 1 : 0);
      case UNLOCK -> {
        wrote = true;
        cells.set(cell, 0L);
        yield proceed();
      }
    };
  }

  private boolean acquire(Instruction.LockOperation lock, int cell) {
    wrote = true;
    cells.set(cell, 1L);
    return result(lock, 1);
  }

  private boolean result(Instruction.LockOperation lock, long value) {
    set(lock.register(), value, ImmutableSet.of());
    return proceed();
  }

  @Override
  public Boolean fence(Instruction.Fence fence) {
    return proceed();
  }

  @Override
  public Boolean rcu(Instruction.RcuOperation rcu) {
    set(rcu.register(), 0, ImmutableSet.of());
    return proceed();
  }

  @Override
  public Boolean nondet(Instruction.Nondet nondet) {
    set(nondet.register(), nondet.low(), ImmutableSet.of());
    return proceed();
  }

  /** A request can be made at once, which is no waiting, unless an earlier one is not served. */
  @Override
  public Boolean send(Instruction.Send send) {
    wrote = !unserved;
    return stopped();
  }

  @Override
  public Boolean awaitSent(Instruction.AwaitSent await) {
    return unserved ? stopped() : proceed();
  }
}

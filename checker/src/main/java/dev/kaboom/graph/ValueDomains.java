package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Memory;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Predicate;

/**
 * Which values each cell may ever hold, and which cells each place of each thread's code may still
 * write.
 *
 * <p>A flow-insensitive fixpoint: every register and every cell has a set of values; each round
 * passes values through all instructions of all threads, whatever the branches. Both answers are
 * upper bounds.
 *
 * <p>Each round passes values at least one instruction further, and a value in an execution comes
 * to its place by a chain of instructions without repetition of events (what takes its value from
 * itself has no value: see {@link Operand#UNDETERMINED}), so it is enough to stop after as many
 * rounds as an execution can have steps, also when values (counters) still grow.
 */
final class ValueDomains {
  private static final int COMBINATIONS_MAX = 4096;
  private static final long EVALUATIONS_MAX = 20_000_000;
  private static final int ROUNDS_MAX = 512;

  private final Memory memory;
  private final ImmutableList<ThreadCode> codes;
  private final Requests requests;
  private final ValueSet[] cells;
  private final ValueSet[][] registers;
  private final BitSet[][] mayWrite;
  private final BitSet[][] mayWriteRelaxed;
  private final BitSet[][] mayWritePlainly;
  private final Freedom freedom;
  private final BitSet plainlyWritten = new BitSet();
  private final BitSet shared = new BitSet();
  private long evaluations;

  /** What lets a write of a thread be seen by one of its own earlier reads. */
  enum Freedom {
    /** The memory model: only fences, acquires and releases of marked accesses forbid it. */
    MEMORY,
    /** The compiler: every barrier, and the order of marked accesses, forbid it. */
    COMPILER
  }

  ValueDomains(
      Freedom freedom,
      Memory memory,
      ImmutableList<ThreadCode> codes,
      Requests requests,
      int[] runs,
      long[] initial,
      int unroll) {
    this.freedom = freedom;
    this.memory = memory;
    this.codes = codes;
    this.requests = requests;
    cells = new ValueSet[initial.length];
    Arrays.setAll(cells, cell -> ValueSet.of(initial[cell]));
    registers = new ValueSet[codes.size()][];
    Arrays.setAll(registers, thread -> zeros(codes.get(thread).registers()));
    boolean changed = true;
    int rounds = requests.cells().any() ? ROUNDS_MAX : rounds(codes, runs, unroll);
    for (int round = 0; changed && round < rounds; round++) {
      changed = false;
      for (int thread = 0; thread < codes.size(); thread++) {
        for (Step step : codes.get(thread).steps()) {
          changed |= pass(registers[thread], step);
        }
      }
    }
    mayWrite = new BitSet[codes.size()][];
    Arrays.setAll(mayWrite, this::reachableWrites);
    mayWriteRelaxed = new BitSet[codes.size()][];
    Arrays.setAll(mayWriteRelaxed, this::reachableRelaxedWrites);
    mayWritePlainly = new BitSet[codes.size()][];
    Arrays.setAll(mayWritePlainly, this::reachablePlainWrites);
    noteSharing();
  }

  private void noteSharing() {
    BitSet touched = new BitSet();
    BitSet written = new BitSet();
    BitSet byMany = new BitSet();
    for (int thread = 0; thread < codes.size(); thread++) {
      BitSet own = new BitSet();
      for (Step step : codes.get(thread).steps()) {
        if (step.kind().accesses()) {
          BitSet targets = targets(step, registers[thread]);
          own.or(targets);
          if (step.kind().writes()) {
            written.or(targets);
          }
          if (step.kind() == Step.Kind.STORE && (step.tags() & Tag.PLAIN.bit()) != 0) {
            plainlyWritten.or(targets);
          }
        }
      }
      BitSet again = (BitSet) own.clone();
      again.and(touched);
      byMany.or(again);
      touched.or(own);
    }
    shared.or(byMany);
    shared.and(written);
  }

  /** Whether no two contexts access the cell, or nobody writes it. */
  boolean isPrivate(int cell) {
    return cell >= 0 && !shared.get(cell);
  }

  /** How many writes, and backward jumps, an execution can have. */
  private static int rounds(ImmutableList<ThreadCode> codes, int[] runs, int unroll) {
    long rounds = 1;
    for (int thread = 0; thread < codes.size(); thread++) {
      ThreadCode code = codes.get(thread);
      if (code.loops().anyCounted()) {
        // Ends all the same: a set that grows too large becomes that of all values.
        return Integer.MAX_VALUE;
      }
      long steps = code.backwardEdges();
      for (Step step : code.steps()) {
        steps += step.kind().writes() ? 1 : 0;
      }
      for (int loop = 0; loop < code.backwardEdges() && steps < ROUNDS_MAX; loop++) {
        steps *= unroll + 1L;
      }
      rounds = Math.min(ROUNDS_MAX, rounds + steps * Math.max(1, runs[thread]));
    }
    return (int) rounds;
  }

  private static ValueSet[] zeros(int length) {
    ValueSet[] sets = new ValueSet[length];
    Arrays.setAll(sets, i -> ValueSet.of(0));
    return sets;
  }

  /** The values that the cell may hold. */
  ValueSet values(int cell) {
    return cells[cell];
  }

  /** Whether the thread, once it is at {@code pc}, may write the cell. */
  boolean mayWrite(int thread, int pc, int cell) {
    return mayWrite[thread][pc].get(cell);
  }

  /**
   * Whether the thread, once it is at {@code pc}, may write the cell in such a way that an earlier
   * read of its own can see that: not by a release, and with no full fence between, if the read is
   * marked; where the compiler decides, with no barrier between, and by a plain write if the read
   * is marked.
   */
  boolean mayWriteEarly(int thread, int pc, int cell, Step read) {
    boolean plain = (read.tags() & Tag.PLAIN.bit()) != 0;
    BitSet[][] reachable =
        switch (freedom) {
          case MEMORY -> plain ? mayWrite : mayWriteRelaxed;
          case COMPILER -> plain ? mayWriteRelaxed : mayWritePlainly;
        };
    return reachable[thread][pc].get(cell);
  }

  /** What lets writes be seen early. */
  Freedom freedom() {
    return freedom;
  }

  /**
   * Whether the step, when it reads the cell (and, for an RMW, writes it), acquires from a marked
   * write, so that all that follows in its thread happens after that write.
   */
  boolean acquires(Step step, int cell) {
    boolean acquiring =
        step.kind() == Step.Kind.LOCK
            || step.kind() == Step.Kind.TRY_LOCK
            || (step.tags() & (Tag.ACQUIRE.bit() | Tag.FULL.bit())) != 0;
    return acquiring && !plainlyWritten.get(cell);
  }

  private boolean pass(ValueSet[] values, Step step) {
    return switch (step.kind()) {
      case ASSIGN -> join(values, step.register(), evaluate(step.value(), values));
      case LOAD, IS_LOCKED -> join(values, step.register(), read(step, values));
      case TRY_LOCK ->
          either(
              join(values, step.register(), ValueSet.of(0, 1)),
              write(step, values, ValueSet.of(0, 1)));
      case LOCK, UNLOCK -> write(step, values, ValueSet.of(0, 1));
      case IRQ -> join(values, step.register(), ValueSet.of(0, 1));
      case SEND -> write(step, values, evaluate(step.value(), values));
      case ENTER -> step.cell() >= 0 && join(values, step.register(), cells[step.cell()]);
      case STORE -> write(step, values, evaluate(step.value(), values));
      case RMW ->
          either(
              join(values, step.register(), read(step, values)),
              write(step, values, evaluate(step.value(), values)));
      case SRCU_FENCE -> join(values, step.register(), ValueSet.everything());
      case NONDET -> join(values, step.register(), range((Instruction.Nondet) step.instruction()));
      case BRANCH,
          JUMP,
          REQUIRE,
          ASSUME,
          CHECK,
          HALT,
          ATOMIC_BEGIN,
          ATOMIC_END,
          FENCE,
          AWAIT_SENT,
          SERVED,
          UNSUPPORTED ->
          false;
    };
  }

  private static boolean either(boolean one, boolean other) {
    return one || other;
  }

  private static ValueSet range(Instruction.Nondet nondet) {
    ValueSet set = new ValueSet();
    for (long value = nondet.low(); value <= nondet.high() && !set.isEverything(); value++) {
      set.add(value);
      if (value == Long.MAX_VALUE) {
        break;
      }
    }
    return set;
  }

  private static boolean join(ValueSet[] sets, int index, ValueSet added) {
    return index >= 0 && sets[index].addAll(added);
  }

  private BitSet targets(Step step, ValueSet[] values) {
    if (step.kind().requests()) {
      return requests.targets(step);
    }
    BitSet targets = new BitSet();
    ValueSet addresses = evaluate(step.address(), values);
    if (addresses.isEverything()) {
      targets.set(0, memory.locations().size());
    }
    for (long address : addresses.values()) {
      int cell = memory.locationAt(address);
      if (cell >= 0) {
        targets.set(cell);
      }
    }
    return targets;
  }

  private ValueSet read(Step step, ValueSet[] values) {
    ValueSet result = new ValueSet();
    BitSet targets = targets(step, values);
    for (int cell = targets.nextSetBit(0); cell >= 0; cell = targets.nextSetBit(cell + 1)) {
      result.addAll(wrapped(step, cells[cell]));
    }
    return result;
  }

  private boolean write(Step step, ValueSet[] values, ValueSet stored) {
    boolean changed = false;
    ValueSet wrapped = wrapped(step, stored);
    BitSet targets = targets(step, values);
    for (int cell = targets.nextSetBit(0); cell >= 0; cell = targets.nextSetBit(cell + 1)) {
      changed |= cells[cell].addAll(wrapped);
    }
    return changed;
  }

  private static ValueSet wrapped(Step step, ValueSet values) {
    if (values.isEverything()) {
      return values;
    }
    ValueSet wrapped = new ValueSet();
    for (long value : values.values()) {
      wrapped.add(step.type().wrap(value));
    }
    return wrapped;
  }

  private ValueSet evaluate(Operand operand, ValueSet[] values) {
    long combinations = 1;
    for (int register : operand.registers()) {
      combinations *= values[register].size();
      if (values[register].isEverything() || combinations > COMBINATIONS_MAX) {
        return ValueSet.everything();
      }
    }
    evaluations += combinations;
    if (evaluations > EVALUATIONS_MAX) {
      return ValueSet.everything();
    }
    ValueSet result = new ValueSet();
    collect(operand, 0, new long[values.length], values, result);
    return result;
  }

  private static void collect(
      Operand operand, int index, long[] chosen, ValueSet[] values, ValueSet result) {
    if (index == operand.registers().length) {
      try {
        result.add(operand.value(chosen));
      } catch (ArithmeticException e) {
        // No value: the execution ends in a violation here.
      }
      return;
    }
    int register = operand.registers()[index];
    for (long value : values[register].values()) {
      chosen[register] = value;
      collect(operand, index + 1, chosen, values, result);
    }
  }

  /** For each place of the code the cells that are written there or anywhere after it. */
  private BitSet[] reachableWrites(int thread) {
    return reachable(thread, step -> step.kind().writes(), step -> false);
  }

  /** The same for writes that may happen before a marked read which stands at that place. */
  private BitSet[] reachableRelaxedWrites(int thread) {
    return reachable(
        thread,
        ValueDomains::writesRelaxed,
        switch (freedom) {
          case MEMORY -> ValueDomains::separates;
          case COMPILER -> step -> !step.kind().silent() && !Deferral.movable(step);
        });
  }

  /** The same for plain writes, where the compiler decides. */
  private BitSet[] reachablePlainWrites(int thread) {
    return reachable(
        thread,
        step -> step.kind() == Step.Kind.STORE && (step.tags() & Tag.PLAIN.bit()) != 0,
        step -> !step.kind().silent() && !Deferral.movable(step));
  }

  private static boolean writesRelaxed(Step step) {
    int ordering = Tag.RELEASE.bit() | Tag.FULL.bit();
    return switch (step.kind()) {
      case STORE -> (step.tags() & ordering) == 0;
      case RMW -> (step.writeTags() & ordering) == 0;
      case UNLOCK -> false;
      default -> step.kind().writes();
    };
  }

  /** Whether the step orders reads before it and writes behind it. */
  private static boolean separates(Step step) {
    int fences = Tag.MB.bit() | Tag.SYNC_RCU.bit() | Tag.SYNC_SRCU.bit();
    return switch (step.kind()) {
      case FENCE, SRCU_FENCE -> (step.tags() & fences) != 0;
      case RMW -> (step.tags() & Tag.FULL.bit()) != 0 && step.condition() == Operand.ONE;
      default -> false;
    };
  }

  private BitSet[] reachable(int thread, Predicate<Step> counts, Predicate<Step> ends) {
    ImmutableList<Step> steps = codes.get(thread).steps();
    BitSet[] reachable = new BitSet[steps.size() + 2];
    Arrays.setAll(reachable, i -> new BitSet());
    for (int pc = 0; pc < steps.size(); pc++) {
      if (counts.test(steps.get(pc))) {
        reachable[pc] = targets(steps.get(pc), registers[thread]);
      }
    }
    boolean again = true;
    while (again) {
      again = false;
      for (int pc = steps.size() - 1; pc >= 0; pc--) {
        Step step = steps.get(pc);
        int before = reachable[pc].cardinality();
        if (step.kind() != Step.Kind.JUMP && step.kind() != Step.Kind.HALT && !ends.test(step)) {
          reachable[pc].or(reachable[pc + 1]);
        }
        if (step.target() >= 0) {
          reachable[pc].or(reachable[step.target()]);
        }
        again |= reachable[pc].cardinality() != before;
      }
    }
    return reachable;
  }
}

package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Memory;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which values each register and each cell may ever hold: a flow-insensitive fixpoint. Each round
 * passes values through all instructions of all threads, whatever the branches. The answers are
 * upper bounds.
 *
 * <p>Each round passes values at least one instruction further, and a value in an execution comes
 * to its place by a chain of instructions without repetition of events (what takes its value from
 * itself has no value: see {@link Operand#UNDETERMINED}), so it is enough to stop after as many
 * rounds as an execution can have steps, also when values (counters) still grow.
 *
 * <p>An instruction is left out of a round when none of the sets that it takes values from has
 * grown since it was last passed: it would add what it has added then.
 */
final class ValueFixpoint {
  private static final int COMBINATIONS_MAX = 4096;
  private static final long EVALUATIONS_MAX = 20_000_000;
  private static final int ROUNDS_MAX = 512;

  private final Memory memory;
  private final ImmutableList<ThreadCode> codes;
  private final Requests requests;
  private final ValueSet[] cells;
  private final ValueSet[][] registers;
  private long evaluations;

  /** By thread and step: how often the step's sources had grown when it was last passed, or -1. */
  private final long[][] passed;

  /** By thread and step: the cells that it accesses, as far as known then. */
  private final BitSet[][] targets;

  ValueFixpoint(
      Memory memory,
      ImmutableList<ThreadCode> codes,
      Requests requests,
      int[] runs,
      long[] initial,
      int unroll) {
    this.memory = memory;
    this.codes = codes;
    this.requests = requests;
    cells = new ValueSet[initial.length];
    Arrays.setAll(cells, cell -> ValueSet.of(initial[cell]));
    registers = new ValueSet[codes.size()][];
    Arrays.setAll(registers, thread -> zeros(codes.get(thread).registers()));
    passed = new long[codes.size()][];
    targets = new BitSet[codes.size()][];
    for (int thread = 0; thread < passed.length; thread++) {
      passed[thread] = new long[codes.get(thread).steps().size()];
      Arrays.fill(passed[thread], -1);
      targets[thread] = new BitSet[passed[thread].length];
      Arrays.setAll(targets[thread], step -> new BitSet());
    }
    int rounds = requests.cells().any() ? ROUNDS_MAX : rounds(codes, runs, unroll);
    for (int round = 0; round < rounds && pass(); round++) {}
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

  /** The cells that the thread's step may access. */
  BitSet targets(int thread, Step step) {
    return targets(step, registers[thread]);
  }

  /** One round; whether any instruction had anything to pass. */
  private boolean pass() {
    boolean any = false;
    for (int thread = 0; thread < passed.length; thread++) {
      for (int index = 0; index < passed[thread].length; index++) {
        Step step = codes.get(thread).steps().get(index);
        if (sources(thread, index, step) != passed[thread][index]) {
          if (step.kind().reads() || step.kind().writes()) {
            targets[thread][index] = targets(step, registers[thread]);
          }
          passed[thread][index] = sources(thread, index, step);
          pass(registers[thread], step, targets[thread][index]);
          any = true;
        }
      }
    }
    return any;
  }

  /** How often the sets that the step takes values from have grown, together. */
  private long sources(int thread, int index, Step step) {
    long grown = 0;
    for (int register : step.address().registers()) {
      grown += registers[thread][register].changes();
    }
    for (int register : step.value().registers()) {
      grown += registers[thread][register].changes();
    }
    if (step.cell() >= 0) {
      grown += cells[step.cell()].changes();
    }
    if (step.kind().reads()) {
      BitSet read = targets[thread][index];
      for (int cell = read.nextSetBit(0); cell >= 0; cell = read.nextSetBit(cell + 1)) {
        grown += cells[cell].changes();
      }
    }
    return grown;
  }

  private void pass(ValueSet[] values, Step step, BitSet accessed) {
    switch (step.kind()) {
      case ASSIGN -> join(values, step.register(), evaluate(step.value(), values));
      case LOAD, IS_LOCKED -> join(values, step.register(), read(step, accessed));
      case TRY_LOCK -> {
        join(values, step.register(), ValueSet.of(0, 1));
        write(step, accessed, ValueSet.of(0, 1));
      }
      case LOCK, UNLOCK -> write(step, accessed, ValueSet.of(0, 1));
      case IRQ -> join(values, step.register(), ValueSet.of(0, 1));
      case SEND, STORE -> write(step, accessed, evaluate(step.value(), values));
      case ENTER -> {
        if (step.cell() >= 0) {
          join(values, step.register(), cells[step.cell()]);
        }
      }
      case RMW -> {
        join(values, step.register(), read(step, accessed));
        write(step, accessed, evaluate(step.value(), values));
      }
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
          UNSUPPORTED -> {}
    }
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

  private static void join(ValueSet[] sets, int index, ValueSet added) {
    if (index >= 0) {
      sets[index].addAll(added);
    }
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
    for (int i = 0; i < addresses.size(); i++) {
      int cell = memory.locationAt(addresses.value(i));
      if (cell >= 0) {
        targets.set(cell);
      }
    }
    return targets;
  }

  private ValueSet read(Step step, BitSet accessed) {
    ValueSet result = new ValueSet();
    for (int cell = accessed.nextSetBit(0); cell >= 0; cell = accessed.nextSetBit(cell + 1)) {
      result.addAll(wrapped(step, cells[cell]));
    }
    return result;
  }

  private void write(Step step, BitSet accessed, ValueSet stored) {
    ValueSet wrapped = wrapped(step, stored);
    for (int cell = accessed.nextSetBit(0); cell >= 0; cell = accessed.nextSetBit(cell + 1)) {
      cells[cell].addAll(wrapped);
    }
  }

  private static ValueSet wrapped(Step step, ValueSet values) {
    if (values.isEverything()) {
      return values;
    }
    ValueSet wrapped = new ValueSet();
    for (int i = 0; i < values.size(); i++) {
      wrapped.add(step.type().wrap(values.value(i)));
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
    ValueSet possible = values[register];
    for (int i = 0; i < possible.size(); i++) {
      chosen[register] = possible.value(i);
      collect(operand, index + 1, chosen, values, result);
    }
  }
}

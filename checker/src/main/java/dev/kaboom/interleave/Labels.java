package dev.kaboom.interleave;

import dev.kaboom.program.Instruction;

/**
 * Transitions as ints: four bits for the kind, then for a CPU's transition twelve for the CPU and
 * sixteen for the entry, for an entry of a handler its context, and for a choice its number among
 * all choices of all Nondet instructions.
 */
final class Labels {
  static final int STEP = 0;
  static final int PERFORM = 1;
  static final int GUESS_TRUE = 2;
  static final int GUESS_FALSE = 3;
  static final int CHOOSE = 4;
  static final int FLUSH = 5;
  static final int ENTER = 6;

  static final int CPUS = 1 << 12;
  static final int CHOICES = 1 << 28;

  private static final int KIND_SHIFT = 28;
  private static final int CPU_SHIFT = 16;
  private static final int ENTRY = 0xffff;
  private static final int PAYLOAD = CHOICES - 1;

  private final CompiledProgram code;
  private final int[] firstChoice;

  Labels(CompiledProgram code) {
    this.code = code;
    firstChoice = new int[code.size() + 1];
    for (int pc = 1; pc < code.size(); pc++) {
      firstChoice[pc + 1] =
          firstChoice[pc] + (code.op[pc] == Op.NONDET ? choices(code.source[pc]) : 0);
    }
  }

  /** How many values of a Nondet are looked at. */
  static int choices(Instruction instruction) {
    Instruction.Nondet nondet = (Instruction.Nondet) instruction;
    if (nondet.high() < nondet.low()) {
      return 0;
    }
    return tooMany(nondet) ? Bounds.CHOICES : (int) (nondet.high() - nondet.low()) + 1;
  }

  /** Whether a Nondet has more values than are looked at. */
  static boolean tooMany(Instruction.Nondet nondet) {
    long range = nondet.high() - nondet.low();
    return nondet.high() >= nondet.low() && (range < 0 || range >= Bounds.CHOICES);
  }

  static int ofCpu(int kind, int cpu) {
    return kind << KIND_SHIFT | cpu << CPU_SHIFT;
  }

  /** Entry {@code index} of the window of a CPU's topmost context is performed. */
  static int perform(int cpu, int index) {
    return index == 0 ? ofCpu(STEP, cpu) : ofCpu(PERFORM, cpu) | index;
  }

  static int enter(int context) {
    return ENTER << KIND_SHIFT | context;
  }

  int choose(int pc, int number) {
    return CHOOSE << KIND_SHIFT | firstChoice[pc] + number;
  }

  static int kind(int label) {
    return label >>> KIND_SHIFT;
  }

  static int payload(int label) {
    return label & PAYLOAD;
  }

  static int entry(int label) {
    return label & ENTRY;
  }

  /** The instruction of a choice. */
  int pcOfChoice(int label) {
    int number = payload(label);
    int low = 1;
    int high = code.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (firstChoice[middle] <= number) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The value chosen. */
  long chosen(int label) {
    int pc = pcOfChoice(label);
    return ((Instruction.Nondet) code.source[pc]).low() + payload(label) - firstChoice[pc];
  }

  /** The CPU on which a transition happens. */
  int cpu(int label) {
    return switch (kind(label)) {
      case ENTER -> code.program.contexts().get(payload(label)).cpu();
      case CHOOSE -> code.program.contexts().get(code.context[pcOfChoice(label)]).cpu();
      default -> payload(label) >> CPU_SHIFT;
    };
  }
}

package dev.kaboom.interleave;

import dev.kaboom.program.Instruction;
import dev.kaboom.program.Memory;
import dev.kaboom.program.Position;
import dev.kaboom.property.Property;
import dev.kaboom.verdict.Violation;

/**
 * Numbers of violations: sixteen for each instruction, one for each thing that can go wrong there.
 * A predicate that is false is the violation at its END.
 */
final class Faults {
  static final int CHECK = 0;
  static final int NULL = 1;
  static final int POISON = 2;
  static final int OUTSIDE = 3;
  static final int SIZE = 4;
  static final int DIVISION = 5;
  static final int UNLOCK = 6;
  static final int NO_HANDLER = 7;
  static final int ENDLESS = 8;

  private static final int REASONS = 16;

  /** Addresses below are NULL with a member's offset. */
  private static final long NEAR_NULL = 4096;

  private static final long POISON_BEGIN = Memory.LIST_POISON1 & ~0xfffL;
  private static final long POISON_END = POISON_BEGIN + 4096;

  private Faults() {}

  static int number(int pc, int reason) {
    return pc * REASONS + reason;
  }

  /** The outcome for something wrong at {@code pc}. */
  static int outcome(int pc, int reason) {
    return Outcome.violated(number(pc, reason));
  }

  /** Why no cell starts at {@code address}. */
  static int reason(long address) {
    if (Long.compareUnsigned(address, NEAR_NULL) < 0) {
      return NULL;
    }
    boolean poison =
        Long.compareUnsigned(address, POISON_BEGIN) >= 0
            && Long.compareUnsigned(address, POISON_END) < 0;
    return poison ? POISON : OUTSIDE;
  }

  /** What a number means. */
  static Violation describe(CompiledProgram code, int number) {
    int pc = number / REASONS;
    Position at = code.source[pc].at();
    return switch (number % REASONS) {
      case CHECK -> check(code, pc);
      case NULL -> new Violation(Violation.Kind.BAD_ACCESS, "NULL dereference", at);
      case POISON ->
          new Violation(Violation.Kind.BAD_ACCESS, "access through a poisoned list pointer", at);
      case OUTSIDE ->
          new Violation(Violation.Kind.BAD_ACCESS, "access outside of every object", at);
      case SIZE ->
          new Violation(
              Violation.Kind.BAD_ACCESS, "access of another size than the variable's", at);
      case DIVISION -> new Violation(Violation.Kind.BAD_ACCESS, "division by zero", at);
      case UNLOCK -> new Violation(Violation.Kind.FAULT, "unlock of a lock that is not held", at);
      case ENDLESS ->
          new Violation(Violation.Kind.LIVELOCK, "loop without an end and without a step", at);
      default ->
          new Violation(Violation.Kind.FAULT, "request to a CPU that has no such handler", at);
    };
  }

  private static Violation check(CompiledProgram code, int pc) {
    if (code.op[pc] == Op.END) {
      return property(code, pc);
    }
    Instruction.Check check = (Instruction.Check) code.source[pc];
    Violation.Kind kind =
        switch (check.kind()) {
          case ASSERT -> Violation.Kind.ASSERT;
          case BUG -> Violation.Kind.BUG;
          case WARN -> Violation.Kind.WARN;
          case FAULT -> Violation.Kind.FAULT;
        };
    return new Violation(kind, check.message(), check.at());
  }

  private static Violation property(CompiledProgram code, int pc) {
    int last = 0;
    for (int i = 0; i < code.predicateEntry.length; i++) {
      last = code.predicateEntry[i] <= pc ? i : last;
    }
    Property property = code.predicates.get(last);
    return new Violation(Predicates.kindOf(property), property.name(), property.at());
  }
}

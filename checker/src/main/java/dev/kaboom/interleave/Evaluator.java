package dev.kaboom.interleave;

/**
 * Evaluates compiled expressions over a register file: an int array of value codes, indexed by
 * slot. Usually the file is the state row itself. One for each fork.
 *
 * <p>Division by zero gives 0 and raises {@link #faulted}, which stays up until {@link
 * #clearFault}.
 */
final class Evaluator {
  final ValueTable values;
  private final long[] constants;
  private final int[] words;
  private final long[] stack;
  private boolean fault;

  Evaluator(ExpressionPool pool, ValueTable values) {
    this.values = values;
    this.constants = pool.constants();
    this.words = pool.words();
    this.stack = new long[pool.depth() + 1];
  }

  /** Whether a division by zero was met since the last {@link #clearFault}. */
  boolean faulted() {
    return fault;
  }

  /** Lowers the flag and says whether it was up. */
  boolean clearFault() {
    boolean was = fault;
    fault = false;
    return was;
  }

  /** The value of expression {@code e}, none of whose registers is a reference. */
  long evaluate(int e, int[] file) {
    return switch (e & ExpressionPool.FORM) {
      case ExpressionPool.CONSTANT -> constants[e >>> ExpressionPool.FORM_BITS];
      case ExpressionPool.REGISTER -> values.decode(file[e >>> ExpressionPool.FORM_BITS]);
      default -> run(e >>> ExpressionPool.FORM_BITS, file);
    };
  }

  private long run(int start, int[] file) {
    long value = 0;
    int at = start;
    int top = -1;
    for (; ; ) {
      int operation = words[at];
      int argument = words[at + 1];
      at += 2;
      switch (operation) {
        case ExpressionPool.GET_CONSTANT -> value = constants[argument];
        case ExpressionPool.GET_REGISTER -> value = values.decode(file[argument]);
        case ExpressionPool.PUSH -> stack[++top] = value;
        case ExpressionPool.CAST -> value = Types.wrap(argument, value);
        case ExpressionPool.NEGATE -> value = -value;
        case ExpressionPool.COMPLEMENT -> value = ~value;
        case ExpressionPool.NOT -> value = value == 0 ? 1 : 0;
        case ExpressionPool.JUMP_IF_ZERO -> at = value == 0 ? argument : at;
        case ExpressionPool.JUMP -> at = argument;
        case ExpressionPool.RETURN -> {
          return value;
        }
        default -> {
          boolean stacked = (operation & ExpressionPool.OPERAND) == ExpressionPool.OF_STACK;
          long left = stacked ? stack[top--] : value;
          long right = stacked ? value : operand(operation, argument, file);
          value =
              binary(
                  (operation - ExpressionPool.OPERATORS) >> ExpressionPool.OPERAND_BITS,
                  left,
                  right);
        }
      }
    }
  }

  private long operand(int operation, int argument, int[] file) {
    return (operation & ExpressionPool.OPERAND) == ExpressionPool.OF_CONSTANT
        ? constants[argument]
        : values.decode(file[argument]);
  }

  private long binary(int operator, long left, long right) {
    if (right == 0 && Arithmetic.divides(operator)) {
      fault = true;
      return 0;
    }
    return Arithmetic.apply(operator, left, right);
  }
}

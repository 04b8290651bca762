package dev.kaboom.interleave;

import dev.kaboom.program.BinaryOperator;
import dev.kaboom.program.UnaryOperator;

/**
 * Evaluates compiled expressions over a register file: an int array of value codes, indexed by
 * slot. Usually the file is the state row itself. One for each fork.
 *
 * <p>Division by zero gives 0 and raises {@link #faulted}, which stays up until {@link
 * #clearFault}.
 */
final class Evaluator {
  private static final BinaryOperator[] BINARY =
      ExpressionPool.BINARY.toArray(BinaryOperator[]::new);
  private static final UnaryOperator[] UNARY = ExpressionPool.UNARY.toArray(UnaryOperator[]::new);
  private static final boolean[] DIVIDES = divides();

  final ValueTable values;
  private final ExpressionPool pool;
  private final int[] words;
  private final long[] stack;
  private boolean fault;

  private static boolean[] divides() {
    boolean[] divides = new boolean[BINARY.length];
    for (int i = 0; i < BINARY.length; i++) {
      divides[i] =
          switch (BINARY[i]) {
            case DIVIDE, DIVIDE_UNSIGNED, REMAINDER, REMAINDER_UNSIGNED -> true;
            default -> false;
          };
    }
    return divides;
  }

  Evaluator(ExpressionPool pool, ValueTable values) {
    this.pool = pool;
    this.values = values;
    this.words = pool.words();
    this.stack = new long[pool.depth() + 2];
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
      case ExpressionPool.CONSTANT -> pool.constant(e >>> ExpressionPool.FORM_BITS);
      case ExpressionPool.REGISTER -> values.decode(file[e >>> ExpressionPool.FORM_BITS]);
      default -> run(e >>> ExpressionPool.FORM_BITS, file);
    };
  }

  private long run(int start, int[] file) {
    int at = start;
    int top = -1;
    for (; ; ) {
      int argument = words[at + 1];
      switch (words[at]) {
        case ExpressionPool.PUSH_CONSTANT -> stack[++top] = pool.constant(argument);
        case ExpressionPool.PUSH_REGISTER -> stack[++top] = values.decode(file[argument]);
        case ExpressionPool.APPLY_UNARY -> stack[top] = UNARY[argument].apply(stack[top]);
        case ExpressionPool.APPLY_BINARY -> {
          top--;
          stack[top] = binary(argument, stack[top], stack[top + 1]);
        }
        case ExpressionPool.APPLY_CAST -> stack[top] = Types.wrap(argument, stack[top]);
        case ExpressionPool.JUMP_IF_ZERO -> {
          if (stack[top--] == 0) {
            at = argument - 2;
          }
        }
        case ExpressionPool.JUMP -> at = argument - 2;
        default -> {
          return stack[top];
        }
      }
      at += 2;
    }
  }

  private long binary(int operator, long left, long right) {
    if (right == 0 && DIVIDES[operator]) {
      fault = true;
      return 0;
    }
    return BINARY[operator].apply(left, right);
  }
}

package dev.kaboom.interleave;

import com.google.common.primitives.ImmutableIntArray;
import dev.kaboom.program.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * All expressions of a program as code of a machine with one accumulator and a stack.
 *
 * <p>An expression is an int: its low two bits say which form it has, the rest is a constant's
 * number, a register's slot, or where its code starts. Code is pairs (operation, argument); an
 * operator and the place of its right operand are one operation. Few expressions need the stack: an
 * operand that is no constant or register, and is not alone in that, waits there.
 */
final class ExpressionPool {
  static final int FORM_BITS = 2;
  static final int FORM = 3;
  static final int CONSTANT = 0;
  static final int REGISTER = 1;
  static final int CODE = 2;

  /** An absent expression. */
  static final int NONE = -1;

  static final int GET_CONSTANT = 0;
  static final int GET_REGISTER = 1;
  static final int PUSH = 2;
  static final int CAST = 3;
  static final int NEGATE = 4;
  static final int COMPLEMENT = 5;
  static final int NOT = 6;
  static final int JUMP_IF_ZERO = 7;
  static final int JUMP = 8;
  static final int RETURN = 9;

  /** Operations from here on: an operator ({@link Arithmetic}) and where its right operand is. */
  static final int OPERATORS = 16;

  static final int OPERAND_BITS = 2;
  static final int OPERAND = 3;
  static final int OF_CONSTANT = 0;
  static final int OF_REGISTER = 1;

  /** The left operand is on the stack, the right one in the accumulator. */
  static final int OF_STACK = 2;

  private final List<Integer> words = new ArrayList<>();
  private final Map<Long, Integer> constants = new LinkedHashMap<>();
  private int depth;
  private int[] frozenWords = new int[0];
  private long[] frozenConstants = new long[0];

  /** Whether the expression is a constant. */
  static boolean isConstant(int e) {
    return e >= 0 && (e & FORM) == CONSTANT;
  }

  /** Adds an expression; {@code slots} gives each register its place in the register file. */
  int add(Expression expression, IntUnaryOperator slots) {
    return expression.accept(new FormChooser(slots));
  }

  /** Ends the adding. */
  void freeze() {
    frozenWords = ImmutableIntArray.copyOf(words).toArray();
    frozenConstants = constants.keySet().stream().mapToLong(Long::longValue).toArray();
  }

  int[] words() {
    return frozenWords;
  }

  int depth() {
    return depth;
  }

  long[] constants() {
    return frozenConstants;
  }

  long constant(int number) {
    return frozenConstants[number];
  }

  private int constantNumber(long value) {
    return constants.computeIfAbsent(value, v -> constants.size());
  }

  private void emit(int operation, int argument) {
    words.add(operation);
    words.add(argument);
  }

  /** Chooses the form of a whole expression. */
  private final class FormChooser implements Expression.Visitor<Integer> {
    private final IntUnaryOperator slots;

    FormChooser(IntUnaryOperator slots) {
      this.slots = slots;
    }

    @Override
    public Integer constant(Expression.Constant expression) {
      return constantNumber(expression.value()) << FORM_BITS | CONSTANT;
    }

    @Override
    public Integer register(Expression.Register expression) {
      return slots.applyAsInt(expression.index()) << FORM_BITS | REGISTER;
    }

    @Override
    public Integer unary(Expression.Unary expression) {
      return code(expression);
    }

    @Override
    public Integer binary(Expression.Binary expression) {
      return code(expression);
    }

    @Override
    public Integer cast(Expression.Cast expression) {
      return code(expression);
    }

    @Override
    public Integer conditional(Expression.Conditional expression) {
      return code(expression);
    }

    private int code(Expression expression) {
      int start = words.size();
      int deepest = expression.accept(new Emitter(slots));
      depth = Math.max(depth, deepest);
      emit(RETURN, 0);
      return start << FORM_BITS | CODE;
    }
  }

  /** Emits code that leaves the value in the accumulator; the result is how deep the stack gets. */
  private final class Emitter implements Expression.Visitor<Integer> {
    private final IntUnaryOperator slots;

    Emitter(IntUnaryOperator slots) {
      this.slots = slots;
    }

    @Override
    public Integer constant(Expression.Constant expression) {
      emit(GET_CONSTANT, constantNumber(expression.value()));
      return 0;
    }

    @Override
    public Integer register(Expression.Register expression) {
      emit(GET_REGISTER, slots.applyAsInt(expression.index()));
      return 0;
    }

    @Override
    public Integer unary(Expression.Unary expression) {
      int deepest = expression.operand().accept(this);
      emit(
          switch (expression.operator()) {
            case NEGATE -> NEGATE;
            case COMPLEMENT -> COMPLEMENT;
            case NOT -> NOT;
          },
          0);
      return deepest;
    }

    @Override
    public Integer binary(Expression.Binary expression) {
      boolean swapped =
          isLeaf(expression.left())
              && !isLeaf(expression.right())
              && Arithmetic.commutes(expression.operator());
      Expression left = swapped ? expression.right() : expression.left();
      Expression right = swapped ? expression.left() : expression.right();
      int deepest = left.accept(this);
      int operation = OPERATORS + (Arithmetic.code(expression.operator()) << OPERAND_BITS);
      if (isLeaf(right)) {
        int operand = add(right, slots);
        emit(operation | (operand & FORM), operand >>> FORM_BITS);
        return deepest;
      }
      emit(PUSH, 0);
      int above = right.accept(this) + 1;
      emit(operation | OF_STACK, 0);
      return Math.max(deepest, above);
    }

    private boolean isLeaf(Expression expression) {
      return expression instanceof Expression.Constant || expression instanceof Expression.Register;
    }

    @Override
    public Integer cast(Expression.Cast expression) {
      int deepest = expression.operand().accept(this);
      emit(CAST, Types.code(expression.type()));
      return deepest;
    }

    @Override
    public Integer conditional(Expression.Conditional expression) {
      int condition = expression.condition().accept(this);
      int toOtherwise = words.size() + 1;
      emit(JUMP_IF_ZERO, 0);
      int then = expression.then().accept(this);
      int toEnd = words.size() + 1;
      emit(JUMP, 0);
      words.set(toOtherwise, words.size());
      int otherwise = expression.otherwise().accept(this);
      words.set(toEnd, words.size());
      return Math.max(condition, Math.max(then, otherwise));
    }
  }
}

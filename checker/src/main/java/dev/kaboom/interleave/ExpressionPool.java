package dev.kaboom.interleave;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.kaboom.program.BinaryOperator;
import dev.kaboom.program.Expression;
import dev.kaboom.program.UnaryOperator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/**
 * All expressions of a program as stack code.
 *
 * <p>An expression is an int: its low two bits say which form it has, the rest is a constant's
 * number, a register's slot, or where its code starts. Most expressions are of the first two forms
 * and never touch the stack. Code is pairs (operation, argument).
 */
final class ExpressionPool {
  static final ImmutableList<BinaryOperator> BINARY = ImmutableList.copyOf(BinaryOperator.values());
  static final ImmutableList<UnaryOperator> UNARY = ImmutableList.copyOf(UnaryOperator.values());

  static final int FORM_BITS = 2;
  static final int FORM = 3;
  static final int CONSTANT = 0;
  static final int REGISTER = 1;
  static final int CODE = 2;

  /** An absent expression. */
  static final int NONE = -1;

  static final int PUSH_CONSTANT = 0;
  static final int PUSH_REGISTER = 1;
  static final int APPLY_UNARY = 2;
  static final int APPLY_BINARY = 3;
  static final int APPLY_CAST = 4;
  static final int JUMP_IF_ZERO = 5;
  static final int JUMP = 6;
  static final int RETURN = 7;

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

  /** Emits stack code; the result is how deep the stack gets. */
  private final class Emitter implements Expression.Visitor<Integer> {
    private final IntUnaryOperator slots;

    Emitter(IntUnaryOperator slots) {
      this.slots = slots;
    }

    @Override
    public Integer constant(Expression.Constant expression) {
      emit(PUSH_CONSTANT, constantNumber(expression.value()));
      return 1;
    }

    @Override
    public Integer register(Expression.Register expression) {
      emit(PUSH_REGISTER, slots.applyAsInt(expression.index()));
      return 1;
    }

    @Override
    public Integer unary(Expression.Unary expression) {
      int deepest = expression.operand().accept(this);
      emit(APPLY_UNARY, UNARY.indexOf(expression.operator()));
      return deepest;
    }

    @Override
    public Integer binary(Expression.Binary expression) {
      int left = expression.left().accept(this);
      int right = expression.right().accept(this) + 1;
      emit(APPLY_BINARY, BINARY.indexOf(expression.operator()));
      return Math.max(left, right);
    }

    @Override
    public Integer cast(Expression.Cast expression) {
      int deepest = expression.operand().accept(this);
      emit(APPLY_CAST, Types.code(expression.type()));
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

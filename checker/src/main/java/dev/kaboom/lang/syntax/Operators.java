package dev.kaboom.lang.syntax;

import dev.kaboom.lang.ast.BinaryOp;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.UnaryOp;
import dev.kaboom.lang.grammar.CLexer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Operators by their tokens. */
final class Operators {
  private Operators() {}

  static BinaryOp binary(Token token) {
    for (BinaryOp operator : BinaryOp.values()) {
      if (operator.symbol().equals(token.getText())) {
        return operator;
      }
    }
    throw new IllegalArgumentException("no operator of two operands: " + token.getText());
  }

  /** The operator of a compound assignment such as {@code +=}; null for a plain one. */
  static @Nullable BinaryOp compound(Token token) {
    return switch (token.getType()) {
      case CLexer.StarAssign -> BinaryOp.MULTIPLY;
      case CLexer.SlashAssign -> BinaryOp.DIVIDE;
      case CLexer.PercentAssign -> BinaryOp.REMAINDER;
      case CLexer.PlusAssign -> BinaryOp.ADD;
      case CLexer.MinusAssign -> BinaryOp.SUBTRACT;
      case CLexer.ShiftLeftAssign -> BinaryOp.SHIFT_LEFT;
      case CLexer.ShiftRightAssign -> BinaryOp.SHIFT_RIGHT;
      case CLexer.AndAssign -> BinaryOp.AND;
      case CLexer.CaretAssign -> BinaryOp.XOR;
      case CLexer.OrAssign -> BinaryOp.OR;
      default -> null;
    };
  }

  /** Whether an expression can be assigned to; a call can if it is {@code per_cpu(v, cpu)}. */
  static boolean assignable(Expression target) {
    return target instanceof Expression.Identifier
        || target instanceof Expression.MemberAccess
        || target instanceof Expression.Index
        || target instanceof Expression.Call
        || target instanceof Expression.CompoundLiteral
        || (target instanceof Expression.Unary unary && unary.operator() == UnaryOp.DEREFERENCE);
  }
}

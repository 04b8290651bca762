package dev.kaboom.lang.lower;

import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.lang.lower.type.CType;
import dev.kaboom.lang.lower.type.IntegerType;
import dev.kaboom.lang.lower.type.VoidType;
import dev.kaboom.program.Expression;

/**
 * A value in registers.
 *
 * @param type never an array or a function: they have decayed
 * @param term the value, in the form that its type keeps (sign- or zero-extended); for a struct the
 *     address of an object that holds it
 */
public record Value(CType type, Expression term) implements Operand {
  /** What a function without a result gives. */
  public static final Value NOTHING = new Value(VoidType.VOID, Terms.ZERO);

  /** A constant of type int. */
  public static Value ofInt(long value) {
    return new Value(IntegerType.INT, Terms.constant(value));
  }

  /** A truth value: 1 or 0, of type int. */
  public static Value truth(Expression term) {
    return new Value(IntegerType.INT, term);
  }
}

package dev.kaboom.interleave;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kaboom.program.BinaryOperator;
import org.junit.jupiter.api.Test;

class ArithmeticTest {
  private static final long[] VALUES = {
    0,
    1,
    2,
    3,
    7,
    63,
    -1,
    -2,
    -7,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    0x8000_0000L
  };

  @Test
  void everyOperatorIsTheLanguages() {
    for (BinaryOperator operator : BinaryOperator.values()) {
      int code = Arithmetic.code(operator);
      for (long left : VALUES) {
        for (long right : VALUES) {
          if (right == 0 && Arithmetic.divides(code)) {
            continue;
          }
          String text = left + " " + operator + " " + right;
          assertEquals(operator.apply(left, right), Arithmetic.apply(code, left, right), text);
          if (Arithmetic.commutes(operator)) {
            assertEquals(operator.apply(right, left), Arithmetic.apply(code, left, right), text);
          }
        }
      }
    }
  }
}

package dev.kaboom.lang.ast;

/** A C operator of two operands. */
public enum BinaryOp {
  MULTIPLY("*"),
  DIVIDE("/"),
  REMAINDER("%"),
  ADD("+"),
  SUBTRACT("-"),
  SHIFT_LEFT("<<"),
  SHIFT_RIGHT(">>"),
  LESS("<"),
  GREATER(">"),
  LESS_EQUAL("<="),
  GREATER_EQUAL(">="),
  EQUAL("=="),
  NOT_EQUAL("!="),
  AND("&"),
  XOR("^"),
  OR("|"),
  LOGICAL_AND("&&"),
  LOGICAL_OR("||");

  private final String symbol;

  BinaryOp(String symbol) {
    this.symbol = symbol;
  }

  /** As C writes it. */
  public String symbol() {
    return symbol;
  }
}

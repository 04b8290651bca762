package dev.kaboom.lang.ast;

/** A C operator of one operand. */
public enum UnaryOp {
  PLUS,
  NEGATE,
  COMPLEMENT,
  NOT,
  ADDRESS_OF,
  DEREFERENCE,
  PRE_INCREMENT,
  PRE_DECREMENT,
  POST_INCREMENT,
  POST_DECREMENT
}

package dev.kaboom.program;

/** Which C construct a {@link Instruction.Check} comes from. */
public enum CheckKind {
  /** {@code assert(e)}. */
  ASSERT,
  /** {@code BUG_ON(e)}, {@code BUG()}. */
  BUG,
  /** {@code WARN_ON(e)}. */
  WARN,
  /** {@code fault("name")}: the message is the name. */
  FAULT
}

package dev.kaboom.program;

/** The ordering suffix of a read-modify-write primitive. */
public enum RmwOrder {
  /** {@code _relaxed}, and the primitives that return no value: no ordering. */
  RELAXED,
  /** {@code _acquire}: on the read half. */
  ACQUIRE,
  /** {@code _release}: on the write half. */
  RELEASE,
  /** No suffix and a value returned: a full barrier on both sides. */
  FULL
}

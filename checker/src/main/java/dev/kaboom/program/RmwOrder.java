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
  FULL,
  /**
   * {@code this_cpu_*}: one instruction without LOCK prefix on x86. Handlers of its own CPU do not
   * split it; for other CPUs it is a load and a store, without ordering.
   */
  LOCAL,
  /** {@code raw_cpu_*} and {@code __this_cpu_*}: as LOCAL, and not even volatile. */
  LOCAL_PLAIN;

  /** Whether it is indivisible on its own CPU only. */
  public boolean local() {
    return this == LOCAL || this == LOCAL_PLAIN;
  }
}

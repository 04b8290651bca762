package dev.kaboom.program;

/**
 * How an access is marked in the source. What the marking orders is for the machine and for the
 * compiler axis to say.
 */
public enum AccessKind {
  /** An unmarked C access: the compiler may move it. */
  PLAIN,
  /** {@code READ_ONCE}, {@code WRITE_ONCE}, {@code atomic_read}, {@code atomic_set}. */
  ONCE,
  /** {@code smp_load_acquire}: loads only. */
  ACQUIRE,
  /** {@code smp_store_release}, {@code rcu_assign_pointer}: stores only. */
  RELEASE;

  /** Whether the compiler must keep it in order with other marked accesses. */
  public boolean marked() {
    return this != PLAIN;
  }
}

package dev.kaboom.program;

/** A fence of the kernel's API. All of them are compiler barriers too. */
public enum Barrier {
  /** {@code barrier()}: for the compiler only. */
  COMPILER,
  /** {@code smp_mb()}. */
  MB,
  /** {@code smp_wmb()}: orders writes. */
  WMB,
  /** {@code smp_rmb()}: orders reads. */
  RMB,
  /** {@code smp_mb__before_atomic()}. */
  BEFORE_ATOMIC,
  /** {@code smp_mb__after_atomic()}. */
  AFTER_ATOMIC,
  /** {@code smp_mb__after_spinlock()}. */
  AFTER_SPINLOCK,
  /** {@code smp_mb__after_unlock_lock()}. */
  AFTER_UNLOCK_LOCK,
  /** {@code smp_mb__after_srcu_read_unlock()}. */
  AFTER_SRCU_READ_UNLOCK
}

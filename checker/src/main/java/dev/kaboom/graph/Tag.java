package dev.kaboom.graph;

/**
 * A mark on an event, which memory models read: the annotations of the Linux-kernel memory model's
 * bell file after it has dropped those that give no order (an acquire on a write, any on an RMW
 * that failed).
 */
public enum Tag {
  /** The write that gives a cell its initial value. */
  INIT(0),
  /** An unmarked C access. */
  PLAIN(1),
  /** A marked access without order. */
  ONCE(2),
  /** A read that later accesses stay after. */
  ACQUIRE(3),
  /** A write that earlier accesses stay before. */
  RELEASE(4),
  /** Each half of a successful fully ordered RMW. */
  FULL(5),
  /** The read of an RMW that returns no value: smp_rmb() does not see it. */
  NORETURN(6),
  /** Part of an RMW, also of one that failed to write. */
  RMW(7),
  /** The read half of a lock acquisition. */
  LOCK_READ(8),
  /** The write half of a lock acquisition. */
  LOCK_WRITE(9),
  /** The write of a spin_unlock(). */
  UNLOCK(10),
  /** The read of a spin_trylock() that failed. */
  LOCK_FAIL(11),
  /** The read of a spin_is_locked() that said yes. */
  IS_LOCKED(12),
  /** The read of a spin_is_locked() that said no. */
  IS_UNLOCKED(13),
  /** srcu_read_lock(): a read, or before Linux 6.4 a fence with a location. */
  SRCU_LOCK(14),
  /** srcu_read_unlock(): a write, or before Linux 6.4 a fence with a location. */
  SRCU_UNLOCK(15),
  SYNC_SRCU(16),
  SYNC_RCU(17),
  RCU_LOCK(18),
  RCU_UNLOCK(19),
  MB(20),
  WMB(21),
  RMB(22),
  COMPILER(23),
  BEFORE_ATOMIC(24),
  AFTER_ATOMIC(25),
  AFTER_SPINLOCK(26),
  AFTER_UNLOCK_LOCK(27),
  AFTER_SRCU_READ_UNLOCK(28),
  /** The entry or the end of a handler, where that drains the store buffer. */
  INTERRUPT(29),
  /** Part of an indivisible step. */
  INDIVISIBLE(30),
  /** Part of an indivisible step that writes. */
  INDIVISIBLE_WRITE(31);

  private final int index;

  Tag(int index) {
    this.index = index;
  }

  /** The tag's place in a tag word. */
  int index() {
    return index;
  }

  /** The tag's bit in an event's tag word. */
  public int bit() {
    return 1 << index;
  }
}

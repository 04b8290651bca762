package dev.kaboom.graph.replay;

import dev.kaboom.graph.Tag;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.Instruction.RcuOperation;

/** The mark on the event of a barrier or of an RCU operation. */
final class FenceTags {
  private FenceTags() {}

  static Tag of(Barrier barrier) {
    return switch (barrier) {
      case COMPILER -> Tag.COMPILER;
      case MB -> Tag.MB;
      case WMB -> Tag.WMB;
      case RMB -> Tag.RMB;
      case BEFORE_ATOMIC -> Tag.BEFORE_ATOMIC;
      case AFTER_ATOMIC -> Tag.AFTER_ATOMIC;
      case AFTER_SPINLOCK -> Tag.AFTER_SPINLOCK;
      case AFTER_UNLOCK_LOCK -> Tag.AFTER_UNLOCK_LOCK;
      case AFTER_SRCU_READ_UNLOCK -> Tag.AFTER_SRCU_READ_UNLOCK;
    };
  }

  static Tag of(RcuOperation.Kind kind) {
    return switch (kind) {
      case READ_LOCK -> Tag.RCU_LOCK;
      case READ_UNLOCK -> Tag.RCU_UNLOCK;
      case SYNCHRONIZE, SYNCHRONIZE_EXPEDITED -> Tag.SYNC_RCU;
      case SRCU_READ_LOCK, SRCU_DOWN_READ -> Tag.SRCU_LOCK;
      case SRCU_READ_UNLOCK, SRCU_UP_READ -> Tag.SRCU_UNLOCK;
      case SRCU_SYNCHRONIZE, SRCU_SYNCHRONIZE_EXPEDITED -> Tag.SYNC_SRCU;
    };
  }
}

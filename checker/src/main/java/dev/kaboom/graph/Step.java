package dev.kaboom.graph;

import dev.kaboom.program.Instruction;
import dev.kaboom.program.ValueType;

/**
 * One instruction, ready for execution.
 *
 * @param kind what to do
 * @param address of the access, or of the SRCU domain
 * @param value stored, assigned, or the RMW's new value
 * @param condition of a branch or check, or under which an RMW writes
 * @param register receives the result, or -1
 * @param tags of the event; for an RMW that writes those of its read
 * @param writeTags for an RMW those of its write
 * @param target where a jump goes, and a branch whose condition is 0
 * @param join where a branch's arms meet
 * @param loop number of the backward edge among those of the code, or -1
 */
record Step(
    Kind kind,
    Instruction instruction,
    Operand address,
    Operand value,
    Operand condition,
    int register,
    ValueType type,
    int tags,
    int writeTags,
    int target,
    int join,
    int loop) {
  /** What to do. */
  enum Kind {
    LOAD,
    STORE,
    RMW,
    LOCK,
    TRY_LOCK,
    IS_LOCKED,
    UNLOCK,
    FENCE,
    /** A fence with a location, which may return a cookie. */
    SRCU_FENCE,
    NONDET,
    ASSIGN,
    BRANCH,
    JUMP,
    REQUIRE,
    ASSUME,
    CHECK,
    HALT,
    ATOMIC_BEGIN,
    ATOMIC_END,
    /** Orders nothing in a graph. */
    NOTHING,
    /** What graphs cannot express. */
    UNSUPPORTED;

    /** Whether the step takes its value from a write of the graph. */
    boolean reads() {
      return this == LOAD || this == RMW || this == LOCK || this == TRY_LOCK || this == IS_LOCKED;
    }

    /** Whether the step may write a cell. */
    boolean writes() {
      return this == STORE || this == RMW || this == LOCK || this == TRY_LOCK || this == UNLOCK;
    }

    /** Whether {@link Step#address()} names a cell. */
    boolean accesses() {
      return reads() || writes() || this == SRCU_FENCE;
    }

    /** Whether the step is executed on the way to the next event, with no choice. */
    boolean silent() {
      return switch (this) {
        case ASSIGN,
            BRANCH,
            JUMP,
            REQUIRE,
            ASSUME,
            CHECK,
            HALT,
            ATOMIC_BEGIN,
            ATOMIC_END,
            NOTHING ->
            true;
        case LOAD,
            STORE,
            RMW,
            LOCK,
            TRY_LOCK,
            IS_LOCKED,
            UNLOCK,
            FENCE,
            SRCU_FENCE,
            NONDET,
            UNSUPPORTED ->
            false;
      };
    }
  }
}

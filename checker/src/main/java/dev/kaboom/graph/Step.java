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
 * @param cell for ENTER the queue of requests that it takes from, else -1
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
    int loop,
    int cell) {

  /** The same step on a cell of {@link RequestCells}. */
  Step withCell(int queue) {
    return new Step(
        kind,
        instruction,
        address,
        value,
        condition,
        register,
        type,
        tags,
        writeTags,
        target,
        join,
        loop,
        queue);
  }

  /** A jump that closes no loop. */
  Step once() {
    return new Step(
        kind,
        instruction,
        address,
        value,
        condition,
        register,
        type,
        tags,
        writeTags,
        target,
        join,
        -1,
        cell);
  }

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
    /** Masks or unmasks interrupts; a compiler barrier. */
    IRQ,
    /** Appends a request to a queue, once this context's earlier request has been served. */
    SEND,
    /** Waits until this context's request has been served. */
    AWAIT_SENT,
    /** The entry of a handler that serves a request: takes it from the queue. */
    ENTER,
    /** The end of a handler that served a request: tells the context that asked. */
    SERVED,
    ASSIGN,
    BRANCH,
    JUMP,
    REQUIRE,
    ASSUME,
    CHECK,
    HALT,
    ATOMIC_BEGIN,
    ATOMIC_END,
    /** What graphs cannot express. */
    UNSUPPORTED;

    /** Whether the step takes its value from a write of the graph. */
    boolean reads() {
      return switch (this) {
        case LOAD, RMW, LOCK, TRY_LOCK, IS_LOCKED, SEND, AWAIT_SENT, ENTER -> true;
        case STORE,
            UNLOCK,
            FENCE,
            SRCU_FENCE,
            NONDET,
            IRQ,
            SERVED,
            ASSIGN,
            BRANCH,
            JUMP,
            REQUIRE,
            ASSUME,
            CHECK,
            HALT,
            ATOMIC_BEGIN,
            ATOMIC_END,
            UNSUPPORTED ->
            false;
      };
    }

    /** Whether the step may write a cell. */
    boolean writes() {
      return switch (this) {
        case STORE, RMW, LOCK, TRY_LOCK, UNLOCK, SEND, SERVED -> true;
        case LOAD,
            IS_LOCKED,
            AWAIT_SENT,
            ENTER,
            FENCE,
            SRCU_FENCE,
            NONDET,
            IRQ,
            ASSIGN,
            BRANCH,
            JUMP,
            REQUIRE,
            ASSUME,
            CHECK,
            HALT,
            ATOMIC_BEGIN,
            ATOMIC_END,
            UNSUPPORTED ->
            false;
      };
    }

    /** Whether {@link Step#address()} is the address of a cell. */
    boolean accesses() {
      return (reads() || writes() || this == SRCU_FENCE) && !requests();
    }

    /** Whether the step is about a request for an interrupt: its cells are no memory. */
    boolean requests() {
      return this == SEND || this == AWAIT_SENT || this == ENTER || this == SERVED;
    }

    /** Whether the step is executed on the way to the next event, with no choice. */
    boolean silent() {
      return switch (this) {
        case ASSIGN, BRANCH, JUMP, REQUIRE, ASSUME, CHECK, ATOMIC_BEGIN, ATOMIC_END -> true;
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
            IRQ,
            SEND,
            AWAIT_SENT,
            ENTER,
            SERVED,
            HALT,
            UNSUPPORTED ->
            false;
      };
    }
  }
}

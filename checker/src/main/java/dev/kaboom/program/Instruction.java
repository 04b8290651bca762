package dev.kaboom.program;

import org.jspecify.annotations.Nullable;

/**
 * One instruction of a context's flat code. Control falls through to the next index unless the
 * instruction says otherwise; targets are indices into {@link Code#instructions()}.
 *
 * <p>Addresses, values and conditions are register expressions, so one instruction makes at most
 * one access (an RMW: one indivisible pair).
 */
public sealed interface Instruction {
  /** Where it comes from. */
  Position at();

  /** Calls the visitor's method for this kind of instruction. */
  <R> R accept(Visitor<R> visitor);

  /** {@code register = *address}. */
  record Load(Position at, int register, Expression address, ValueType type, AccessKind kind)
      implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.load(this);
    }
  }

  /** {@code *address = value}. */
  record Store(Position at, Expression address, Expression value, ValueType type, AccessKind kind)
      implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.store(this);
    }
  }

  /**
   * An indivisible read-modify-write: {@code register = *address; if (condition) *address =
   * newValue;}, where condition and new value may use {@code register} (the old value).
   *
   * @param condition null when it always writes (xchg, atomic_add)
   * @param returnsValue whether the primitive returns a value: a compiler barrier if so
   */
  record Rmw(
      Position at,
      int register,
      Expression address,
      @Nullable Expression condition,
      Expression newValue,
      ValueType type,
      RmwOrder order,
      boolean returnsValue)
      implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.rmw(this);
    }
  }

  /** A barrier. */
  record Fence(Position at, Barrier barrier) implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.fence(this);
    }
  }

  /**
   * A spinlock operation on the lock cell (0 free, 1 taken).
   *
   * @param register receives the result of TRY_LOCK (1 taken) and IS_LOCKED (1 held), else -1
   */
  record LockOperation(Position at, Kind kind, int register, Expression address)
      implements Instruction {
    /** What is done to the lock. */
    public enum Kind {
      LOCK,
      UNLOCK,
      TRY_LOCK,
      IS_LOCKED
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.lock(this);
    }
  }

  /**
   * An RCU or SRCU operation.
   *
   * @param domain address of the srcu_struct; null for RCU
   * @param register receives SRCU_READ_LOCK's and SRCU_DOWN_READ's cookie, else -1
   * @param cookie what SRCU_READ_UNLOCK and SRCU_UP_READ give back, else null
   */
  record RcuOperation(
      Position at,
      Kind kind,
      @Nullable Expression domain,
      int register,
      @Nullable Expression cookie)
      implements Instruction {
    /** Which operation. */
    public enum Kind {
      READ_LOCK,
      READ_UNLOCK,
      SYNCHRONIZE,
      SYNCHRONIZE_EXPEDITED,
      SRCU_READ_LOCK,
      SRCU_READ_UNLOCK,
      SRCU_DOWN_READ,
      SRCU_UP_READ,
      SRCU_SYNCHRONIZE,
      SRCU_SYNCHRONIZE_EXPEDITED
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.rcu(this);
    }
  }

  /**
   * Masking of maskable interrupts on this CPU. SAVE stores the old state (1 enabled, 0 masked) in
   * {@code register} and masks; RESTORE brings back {@code flags}.
   */
  record IrqOperation(Position at, Kind kind, int register, @Nullable Expression flags)
      implements Instruction {
    /** Which operation. */
    public enum Kind {
      DISABLE,
      ENABLE,
      SAVE,
      RESTORE
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.irq(this);
    }
  }

  /**
   * Asks for an interrupt on another CPU: the context of {@link Program#contexts()} with kind IPI
   * or SENT_NMI, that CPU and that {@code routine} will run there with {@code argument} in its
   * register 0. Waits until this context's own earlier request, if any, has finished (csd_lock).
   */
  record Send(Position at, ContextKind kind, Expression cpu, int routine, Expression argument)
      implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.send(this);
    }
  }

  /** Waits until the request that this context sent last has finished. */
  record AwaitSent(Position at) implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.awaitSent(this);
    }
  }

  /** {@code register = value}: local, no step of its own. */
  record Assign(Position at, int register, Expression value) implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.assign(this);
    }
  }

  /** Any value of {@code low … high}, both included: one step with that many successors. */
  record Nondet(Position at, int register, long low, long high) implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.nondet(this);
    }
  }

  /**
   * Falls through when {@code condition} is not 0, else goes to {@code otherwise}.
   *
   * @param join where both arms meet again (immediate postdominator), or the code's length
   */
  record Branch(Position at, Expression condition, int otherwise, int join) implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.branch(this);
    }
  }

  /** Goes to {@code target}; a target at or before itself closes a loop. */
  record Jump(Position at, int target) implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.jump(this);
    }
  }

  /** The next instructions up to the matching end are one indivisible step. */
  record AtomicBegin(Position at) implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.atomicBegin(this);
    }
  }

  /** Ends the indivisible step. */
  record AtomicEnd(Position at) implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.atomicEnd(this);
    }
  }

  /**
   * Inside an indivisible step: the whole step can only be taken when {@code condition} is not 0.
   * {@code await(e)} is AtomicBegin, the loads of e, Require(e), AtomicEnd.
   */
  record Require(Position at, Expression condition) implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.require(this);
    }
  }

  /** Executions in which {@code condition} is 0 here are not looked at. */
  record Assume(Position at, Expression condition) implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.assume(this);
    }
  }

  /** A violation of that kind, called {@code message}, when {@code condition} is 0. */
  record Check(Position at, CheckKind kind, Expression condition, String message)
      implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.check(this);
    }
  }

  /** This CPU stops for good; what was interrupted never resumes. */
  record Halt(Position at) implements Instruction {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.halt(this);
    }
  }

  /** One method for each kind of instruction. */
  interface Visitor<R> {
    R load(Load instruction);

    R store(Store instruction);

    R rmw(Rmw instruction);

    R fence(Fence instruction);

    R lock(LockOperation instruction);

    R rcu(RcuOperation instruction);

    R irq(IrqOperation instruction);

    R send(Send instruction);

    R awaitSent(AwaitSent instruction);

    R assign(Assign instruction);

    R nondet(Nondet instruction);

    R branch(Branch instruction);

    R jump(Jump instruction);

    R atomicBegin(AtomicBegin instruction);

    R atomicEnd(AtomicEnd instruction);

    R require(Require instruction);

    R assume(Assume instruction);

    R check(Check instruction);

    R halt(Halt instruction);
  }
}

package dev.kaboom.program;

import dev.kaboom.program.Instruction.LockOperation;
import dev.kaboom.program.Instruction.RcuOperation;
import java.util.Optional;

/**
 * How a primitive of the kernel is written in Java, so that it is at least as strong as the machine
 * {@code jvm} takes it to be (docs/jvm.md).
 *
 * <p>What is not here orders nothing in Java: {@code barrier()} is for a C compiler, and Java gives
 * control, address and data dependencies no meaning, so that {@code rcu_dereference()} is a plain
 * {@code getOpaque}. The machine {@code jvm} and the generator of stress tests both go by this
 * table.
 */
public final class JavaModes {
  private JavaModes() {}

  /** The mode of a load or store. */
  public static JavaMode of(AccessKind kind) {
    return switch (kind) {
      case PLAIN -> JavaMode.PLAIN;
      case ONCE -> JavaMode.OPAQUE;
      case ACQUIRE, RELEASE -> JavaMode.RELEASE_ACQUIRE;
    };
  }

  /**
   * The fence; empty where Java needs none: what {@code barrier()} is for does not exist, and
   * smp_mb__after_srcu_read_unlock() orders only together with SRCU, which is refused.
   */
  public static Optional<JavaFence> of(Barrier barrier) {
    return switch (barrier) {
      case MB, BEFORE_ATOMIC, AFTER_ATOMIC, AFTER_SPINLOCK, AFTER_UNLOCK_LOCK ->
          Optional.of(JavaFence.FULL);
      case WMB -> Optional.of(JavaFence.STORE_STORE);
      case RMB -> Optional.of(JavaFence.LOAD_LOAD);
      case COMPILER, AFTER_SRCU_READ_UNLOCK -> Optional.empty();
    };
  }

  /**
   * A read-modify-write in Java.
   *
   * @param suffix of {@code getAndAdd}, {@code getAndSet}, {@code compareAndExchange} …
   * @param read the mode of its read, as the machine takes it
   * @param write the mode of its write, as the machine takes it
   * @param around stands before it and, if it has written, behind it
   */
  public record Atomic(String suffix, JavaMode read, JavaMode write, Optional<JavaFence> around) {}

  /**
   * The read-modify-write of that order; empty for those that are indivisible on their own CPU
   * only.
   *
   * <p>VarHandle has no opaque ones: {@code RELAXED} takes the form that acquires, of which the
   * machine counts nothing. The half without an order is plain by the letter of VarHandle's
   * documentation; it is opaque here, as both halves are one atomic instruction. An operation that
   * does not write (a cmpxchg() that fails) is an opaque read.
   */
  public static Optional<Atomic> of(RmwOrder order) {
    JavaMode opaque = JavaMode.OPAQUE;
    JavaMode ordered = JavaMode.RELEASE_ACQUIRE;
    return switch (order) {
      case RELAXED -> Optional.of(new Atomic("Acquire", opaque, opaque, Optional.empty()));
      case ACQUIRE -> Optional.of(new Atomic("Acquire", ordered, opaque, Optional.empty()));
      case RELEASE -> Optional.of(new Atomic("Release", opaque, ordered, Optional.empty()));
      case FULL ->
          Optional.of(
              new Atomic("", JavaMode.VOLATILE, JavaMode.VOLATILE, Optional.of(JavaFence.FULL)));
      case LOCAL, LOCAL_PLAIN -> Optional.empty();
    };
  }

  /** The method that an operation on a lock calls on the lock's cell: 0 is free, 1 is taken. */
  public static String of(LockOperation.Kind kind) {
    return switch (kind) {
      case LOCK, TRY_LOCK -> "compareAndExchangeAcquire";
      case UNLOCK -> JavaMode.RELEASE_ACQUIRE.setter();
      case IS_LOCKED -> JavaMode.OPAQUE.getter();
    };
  }

  /** Whether Java has something for it: read-side critical sections of RCU are nothing at all. */
  public static boolean has(RcuOperation.Kind kind) {
    return switch (kind) {
      case READ_LOCK, READ_UNLOCK -> true;
      case SYNCHRONIZE,
          SYNCHRONIZE_EXPEDITED,
          SRCU_READ_LOCK,
          SRCU_READ_UNLOCK,
          SRCU_DOWN_READ,
          SRCU_UP_READ,
          SRCU_SYNCHRONIZE,
          SRCU_SYNCHRONIZE_EXPEDITED ->
          false;
    };
  }
}

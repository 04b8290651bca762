package dev.kaboom.testing;

import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.RmwOrder;

/** The accesses and fences that {@link SmallPrograms} combines. */
public enum AtomKind {
  WRITE_PLAIN,
  WRITE_ONCE,
  WRITE_RELEASE,
  READ_PLAIN,
  READ_ONCE,
  READ_ACQUIRE,
  /** {@code atomic_add(1, &l)}: no value returned, no ordering. */
  ADD_RELAXED,
  /** {@code this_cpu_add(l, 1)}: no LOCK prefix. */
  ADD_LOCAL,
  /** {@code xchg(&l, v)}. */
  XCHG_FULL,
  /** {@code cmpxchg(&l, 0, v)}. */
  CMPXCHG_FULL,
  /** {@code if (l) m = v;}: a plain read of one location, in its arm a plain write to the other. */
  IF_WRITE,
  MB,
  WMB,
  RMB,
  COMPILER;

  /** Whether it is a fence and accesses nothing. */
  public boolean fence() {
    return this == MB || this == WMB || this == RMB || this == COMPILER;
  }

  /** Whether it may write. */
  public boolean writes() {
    return switch (this) {
      case READ_PLAIN, READ_ONCE, READ_ACQUIRE, MB, WMB, RMB, COMPILER -> false;
      case WRITE_PLAIN,
          WRITE_ONCE,
          WRITE_RELEASE,
          ADD_RELAXED,
          ADD_LOCAL,
          XCHG_FULL,
          CMPXCHG_FULL,
          IF_WRITE ->
          true;
    };
  }

  /** Adds it to a context's code; a value read goes to a register of its own that is observed. */
  void emit(ProgramBuilder.CodeBuilder code, int location, int value) {
    switch (this) {
      case WRITE_PLAIN -> code.store(location, value, AccessKind.PLAIN);
      case WRITE_ONCE -> code.store(location, value, AccessKind.ONCE);
      case WRITE_RELEASE -> code.store(location, value, AccessKind.RELEASE);
      case READ_PLAIN -> code.load(location, AccessKind.PLAIN);
      case READ_ONCE -> code.load(location, AccessKind.ONCE);
      case READ_ACQUIRE -> code.load(location, AccessKind.ACQUIRE);
      case ADD_RELAXED -> code.add(location, value, RmwOrder.RELAXED);
      case ADD_LOCAL -> code.add(location, value, RmwOrder.LOCAL);
      case XCHG_FULL -> code.xchg(location, value, RmwOrder.FULL);
      case CMPXCHG_FULL -> code.cmpxchg(location, 0, value, RmwOrder.FULL);
      case IF_WRITE -> code.ifStore(location, 1 - location, value);
      case MB -> code.fence(Barrier.MB);
      case WMB -> code.fence(Barrier.WMB);
      case RMB -> code.fence(Barrier.RMB);
      case COMPILER -> code.fence(Barrier.COMPILER);
    }
  }
}

package dev.kaboom.interleave;

/** Bits that say how an instruction is ordered with others, and what it needs. */
final class Mark {
  /** An access that the compiler keeps in order with other such accesses. */
  static final int MARKED = 1;

  /** Everything later stays after it. */
  static final int ACQUIRE = 2;

  /** Everything earlier stays before it. */
  static final int RELEASE = 4;

  /** Under cppo: executed on an empty window only. */
  static final int DRAINING = 8;

  /** An indivisible step that needs an empty store buffer. */
  static final int NEEDS_EMPTY_BUFFER = 16;

  /** Some branch ends its control scope here. */
  static final int JOIN = 32;

  /** A check that never returns when it fails: later stores stay after it. */
  static final int NO_RETURN = 64;

  /** An RMW that does not lock the bus: it reads and writes through the store buffer. */
  static final int LOCAL = 128;

  private Mark() {}
}

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

  private Mark() {}
}

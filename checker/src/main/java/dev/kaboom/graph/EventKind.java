package dev.kaboom.graph;

/** What an event does to memory. */
public enum EventKind {
  READ,
  WRITE,
  /** Neither: a barrier, or an RCU operation. */
  FENCE
}

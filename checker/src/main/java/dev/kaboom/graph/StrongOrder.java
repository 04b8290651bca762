package dev.kaboom.graph;

/** The memory models that {@link RevisitingExplorer} knows: one order that all threads agree on. */
public enum StrongOrder {
  /** Acyclic po, rf, co and fr. */
  SC,
  /**
   * The same without pairs of a write and a later read, and without a thread's reads of its own.
   */
  TSO
}

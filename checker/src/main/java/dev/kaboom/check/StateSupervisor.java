package dev.kaboom.check;

import dev.kaboom.interleave.InterleavingMachine;

/** Watches over searches of states from outside; called on the thread that searches. */
interface StateSupervisor {
  /** Lets them come to their end. */
  StateSupervisor NONE = new StateSupervisor() {};

  /** A search of the machine begins. */
  default void begins(InterleavingMachine machine) {}

  /** A state was found. */
  default void found() {}

  /** Something violates the model: now the states have to answer. */
  default void violated() {}

  /** Whether the search is to end; asked after every {@link StateGrowth#EXPANDED} states. */
  default boolean cancels() {
    return false;
  }
}

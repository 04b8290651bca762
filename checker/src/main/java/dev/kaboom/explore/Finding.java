package dev.kaboom.explore;

/**
 * Something wrong, and a way to it: a shortest one, except for the repeating part of a livelock.
 *
 * @param kind what sort
 * @param number for VIOLATION the system's number; for LIVELOCK the handler that runs for ever, or
 *     {@link TransitionSystem#NOBODY} for a fair run in which everybody goes on; else -1
 * @param path how to get there
 */
public record Finding(Kind kind, int number, Path path) {
  /** The sorts of findings. */
  public enum Kind {
    /** A state or transition that the system calls a violation. */
    VIOLATION,
    /** A state in which nothing can happen though not everything has finished. */
    DEADLOCK,
    /** A run that never ends, though no agent is neglected. */
    LIVELOCK
  }
}

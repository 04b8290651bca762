package dev.kaboom.graph;

/** Is told how far an exploration is; called on the thread that explores, and must return soon. */
@FunctionalInterface
public interface Watcher {
  /** Looks away. */
  Watcher NONE = executions -> {};

  /** Takes how many consistent executions all workers have found so far, or a little less. */
  void explored(long executions);
}

package dev.kaboom.graph;

/**
 * One worker of a search.
 *
 * @param explorer walks the search tree
 * @param completion judges what the explorer finds
 * @param runner runs the threads' code for the explorer
 * @param share which part of the tree is the worker's
 * @param budget watches the bounds
 */
record Worker(
    GraphExplorer explorer,
    Completion completion,
    ThreadRunner runner,
    Share share,
    Budget budget) {

  void run() {
    try {
      explorer.explore();
    } catch (StackOverflowError e) {
      // The search is as deep as an execution is long; nothing of it is used after this.
      budget.exhaust("an execution too long for this thread's stack");
    }
  }
}

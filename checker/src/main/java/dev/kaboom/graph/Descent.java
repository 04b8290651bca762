package dev.kaboom.graph;

import java.util.Random;

/**
 * A random way from the root of a search's tree to a leaf, which tells how large the tree is: a
 * node at which the way had a choice between so many children stands for as many nodes as the
 * product of all choices before it (Knuth, "Estimating the efficiency of backtrack programs",
 * 1975). The mean of many descents has the size of the tree as its expectation.
 *
 * <p>At each node the search makes all children twice: once to count them, once to enter one.
 */
final class Descent {
  private static final int COUNTING = -1;

  private final Random random;
  private final long childrenMax;
  private double sum;
  private long descents;
  private double weight;
  private double nodes;
  private int offered;
  private int wanted;
  private long made;
  private boolean over;

  /**
   * Takes where the choices come from, and how many children may be made; twice as many if one way
   * is so long.
   */
  Descent(Random random, long childrenMax) {
    this.random = random;
    this.childrenMax = childrenMax;
  }

  /** Begins at the root, for another way if there is anything left to spend. */
  boolean begin() {
    if (made >= childrenMax) {
      return false;
    }
    weight = 1;
    nodes = 0;
    offered = 0;
    wanted = 0;
    over = false;
    return true;
  }

  /** Whether the search enters the child that it has made. */
  boolean enters() {
    made++;
    over |= made > 2 * childrenMax;
    if (over || offered++ != wanted) {
      return false;
    }
    offered = 0;
    wanted = COUNTING;
    return true;
  }

  /** Whether the search has to make the children of its node again, now to enter one. */
  boolean choose() {
    if (over) {
      return false;
    }
    nodes += weight;
    if (offered == 0) {
      over = true;
      sum += nodes;
      descents++;
      return false;
    }
    weight *= offered;
    wanted = random.nextInt(offered);
    offered = 0;
    return true;
  }

  /** Nodes of the tree, by all ways that have come to a leaf; infinite if none has. */
  double nodes() {
    return descents == 0 ? Double.POSITIVE_INFINITY : sum / descents;
  }
}

package dev.kaboom.graph;

import java.util.Arrays;
import java.util.Random;

/**
 * Random ways from the root of a search's tree to leaves, which tell how large the tree is: a node
 * at which a way had a choice between so many children stands for as many nodes as the product of
 * all choices before it (Knuth, "Estimating the efficiency of backtrack programs", 1975). The mean
 * of many passes has the size of the tree as its expectation.
 *
 * <p>Where a tree is lopsided, single ways seldom meet the large subtrees, and nearly always tell
 * too little. So a way splits where it stands for more nodes than a level is known to have in the
 * mean: it enters several children, each of which stands for less. Which ones does not depend on
 * what is below them, so that the expectation stays as it is.
 *
 * <p>At each node the search makes all children twice: once to count them, once to enter some.
 */
final class TreeSampler {
  private static final int DEPTH = 64;

  /** Passes after which it may be enough, and how large a standard error is small. */
  private static final int ENOUGH = 16;

  private static final double SMALL = 0.03;

  private final Random random;
  private final long childrenMax;
  private double sum;
  private double sumOfSquares;
  private long passes;
  private double nodes;
  private long made;
  private boolean over;
  private boolean aborted;

  /** Of the node on the way: 0 stands for what makes the root. */
  private int depth;

  /** By depth, of the node on the way: for how many it stands. */
  private double[] weight = new double[DEPTH];

  /** And how many children were made, in this round. */
  private int[] offered = new int[DEPTH];

  /** And the place of the child that is entered next; negative while they are counted. */
  private double[] next = new double[DEPTH];

  /** And from one such place to another. */
  private double[] stride = new double[DEPTH];

  /** By depth: nodes in all passes. */
  private double[] met = new double[DEPTH];

  /**
   * Takes where the choices come from, and how many children may be made; twice as many if one pass
   * is so long.
   */
  TreeSampler(Random random, long childrenMax) {
    this.random = random;
    this.childrenMax = childrenMax;
  }

  /** Begins at the root, for another pass if one is needed, and anything left to spend. */
  boolean begin() {
    if (made >= childrenMax || aborted || isPrecise()) {
      return false;
    }
    depth = 0;
    weight[0] = 1;
    offered[0] = 0;
    next[0] = 0;
    stride[0] = 1;
    nodes = 0;
    over = false;
    return true;
  }

  /** Whether the search enters the child that it has made. */
  boolean enters() {
    made++;
    aborted |= made > 2 * childrenMax;
    int place = offered[depth]++;
    if (over || aborted || next[depth] < 0 || place < (int) next[depth]) {
      return false;
    }
    next[depth] += stride[depth];
    descend(weight[depth] * stride[depth]);
    return true;
  }

  /** Gives the pass up: the search has ended in it, and makes no more children. */
  void abort() {
    aborted = true;
  }

  private void descend(double nodesOfChild) {
    depth++;
    if (depth + 1 == weight.length) {
      weight = Arrays.copyOf(weight, 2 * depth + 2);
      offered = Arrays.copyOf(offered, 2 * depth + 2);
      next = Arrays.copyOf(next, 2 * depth + 2);
      stride = Arrays.copyOf(stride, 2 * depth + 2);
      met = Arrays.copyOf(met, 2 * depth + 2);
    }
    weight[depth] = nodesOfChild;
    offered[depth] = 0;
    next[depth] = -1;
  }

  /** Whether the search has to make the children of its node again, now to enter some. */
  boolean choose() {
    if (over || aborted) {
      return false;
    }
    if (next[depth] < 0) {
      nodes += weight[depth];
      met[depth] += weight[depth];
      if (offered[depth] > 0) {
        stride[depth] = (double) offered[depth] / entered(offered[depth]);
        next[depth] = random.nextDouble() * stride[depth];
        offered[depth] = 0;
        return true;
      }
    }
    depth--;
    if (depth == 0) {
      over = true;
      sum += nodes;
      sumOfSquares += nodes * nodes;
      passes++;
    }
    return false;
  }

  /**
   * How many of the children are entered: so many that each stands for what all nodes of its depth
   * come to in the mean of the passes.
   */
  private int entered(int children) {
    if (passes == 0 || made > childrenMax) {
      return 1;
    }
    double together = weight[depth] * children;
    double mean = Math.max(met[depth + 1], together / 2) / (passes + 1);
    double wanted = together / mean + random.nextDouble();
    return wanted >= children ? children : Math.max(1, (int) wanted);
  }

  private boolean isPrecise() {
    return passes >= ENOUGH && made >= childrenMax / 4 && error() < SMALL * nodes();
  }

  /** Nodes of the tree, by all passes that have come to their end; infinite if none has. */
  double nodes() {
    return passes == 0 ? Double.POSITIVE_INFINITY : sum / passes;
  }

  /** The standard error of that number; as much as the number if there was one pass. */
  double error() {
    double mean = nodes();
    return passes < 2 ? mean : Math.sqrt(Math.max(0, sumOfSquares / passes - mean * mean) / passes);
  }
}

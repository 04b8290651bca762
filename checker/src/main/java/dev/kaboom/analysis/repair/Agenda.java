package dev.kaboom.analysis.repair;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The sets of places that are still to be tried: in the order of the least that they can cost, and
 * a few ahead of that order, those that have mended the most cases. The first order proves that
 * nothing is cheaper; the second one finds something at all where repairs are expensive.
 */
final class Agenda {
  private static final int BATCH = 16;
  private static final int AHEAD = 4;

  private final PriorityQueue<Node> byCost =
      new PriorityQueue<>(Comparator.comparingInt(Node::bound).thenComparingInt(Node::number));
  private final PriorityQueue<Node> byMended =
      new PriorityQueue<>(
          Comparator.comparingInt((Node node) -> -node.mended())
              .thenComparingInt(Node::bound)
              .thenComparingInt(Node::number));
  private final Set<ImmutableSet<String>> seen = new LinkedHashSet<>();
  private final Set<Integer> taken = new LinkedHashSet<>();
  private int numbers;

  /**
   * A set of places.
   *
   * @param bound the least that changes at all of them cost
   * @param length how long the violation was that suggested the last of them
   * @param at index of the case with that violation
   * @param mended how many cases were mended on the way
   */
  record Node(ImmutableList<Spot> spots, int bound, int length, int at, int mended, int number) {}

  /** Adds every set that is one place larger, if it is new and costs no more than {@code most}. */
  void extend(ImmutableList<Spot> spots, List<Spot> further, Node like, int most) {
    for (Spot spot : further) {
      ImmutableList<Spot> all = ImmutableList.<Spot>builder().addAll(spots).add(spot).build();
      ImmutableSet<String> keys =
          all.stream().map(Spot::key).collect(ImmutableSet.toImmutableSet());
      int bound = all.stream().mapToInt(Spot::cost).sum();
      if (keys.size() == all.size() && bound <= most && seen.add(keys)) {
        Node node = new Node(all, bound, like.length(), like.at(), like.mended(), numbers++);
        byCost.add(node);
        if (node.mended() > 0) {
          byMended.add(node);
        }
      }
    }
  }

  /** The next sets to try, of those that cost no more than {@code most}; none at the end. */
  ImmutableList<Node> next(int most, boolean ahead) {
    List<Node> batch = new ArrayList<>();
    int bound = -1;
    while (batch.size() < BATCH && !byCost.isEmpty()) {
      Node node = byCost.element();
      boolean wanted = node.bound() <= most && (bound < 0 || node.bound() == bound);
      if (!wanted && !taken.contains(node.number())) {
        break;
      }
      byCost.remove();
      if (taken.add(node.number())) {
        bound = node.bound();
        batch.add(node);
      }
    }
    for (int i = 0; ahead && i < AHEAD && !byMended.isEmpty(); ) {
      Node node = byMended.remove();
      if (node.bound() <= most && taken.add(node.number())) {
        batch.add(node);
        i++;
      }
    }
    return ImmutableList.copyOf(batch);
  }

  /** How many sets are left. */
  int size() {
    return byCost.size();
  }
}

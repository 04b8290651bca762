package dev.kaboom.explore;

/**
 * The targets of the edges of judged states, as a search met them, for the states from some number
 * on: so that the search for livelocks need not expand all states once more. It takes two to three
 * bytes an edge, and gives them up when memory is scarce.
 */
final class RecordedEdges {
  private static final int COUNT_MAX = Integer.MAX_VALUE / 2;

  private final MemoryBudget budget;
  private final PackedPairs targets;
  private final RisingInts ends;
  private int from = StateSet.NONE;
  private int count;
  private int unpaired;

  RecordedEdges(MemoryBudget budget) {
    this.budget = budget;
    targets = new PackedPairs(budget);
    ends = new RisingInts(budget);
  }

  /** Begins with the edges of that state. */
  void begin(int state) {
    from = state;
  }

  /** Whether edges are recorded. */
  boolean isOn() {
    return from != StateSet.NONE;
  }

  /** Records an edge of the state whose turn it is. */
  void add(int target) {
    if (!isOn()) {
      return;
    }
    if ((count & 1) == 0) {
      unpaired = target;
    } else if (!targets.add(((long) unpaired << 32) | target)) {
      drop();
      return;
    }
    count++;
  }

  /** Ends the edges of a state; the next one is the turn of the next. */
  void end() {
    if (isOn() && (count >= COUNT_MAX || budget.isHalfTaken() || !ends.add(count))) {
      drop();
    }
  }

  /** Whether the edges of that state are known. */
  boolean has(int state) {
    return isOn() && state >= from;
  }

  /** The first edge of a state that {@link #has} edges. */
  int first(int state) {
    return state == from ? 0 : ends.get(state - from - 1);
  }

  /** One more than the last edge of a state. */
  int end(int state) {
    return ends.get(state - from);
  }

  /** The target of an edge. */
  int target(int edge) {
    if (edge == count - 1 && (count & 1) != 0) {
      return unpaired;
    }
    long pair = targets.get(edge >>> 1);
    return (int) ((edge & 1) == 0 ? pair >>> 32 : pair);
  }

  private void drop() {
    targets.free();
    ends.free();
    from = StateSet.NONE;
  }
}

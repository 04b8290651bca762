package dev.kaboom.explore;

/** Counters that each go from 0 to a maximum, independently. */
class Grid implements TransitionSystem {
  private final int counters;
  private final int most;

  Grid(int counters, int most) {
    this.counters = counters;
    this.most = most;
  }

  @Override
  public int slots() {
    return counters;
  }

  @Override
  public void initial(Sink sink) {
    sink.accept(new int[counters], 0);
  }

  @Override
  public StateKind expand(int[] row, boolean reduction, Sink sink) {
    StateKind kind = StateKind.FINAL;
    for (int i = 0; i < counters; i++) {
      if (row[i] < most) {
        kind = StateKind.INNER;
        int[] successor = row.clone();
        successor[i]++;
        sink.accept(successor, i);
      }
    }
    return kind;
  }

  @Override
  public int violation(int[] row) {
    return -1;
  }

  @Override
  public String name(int[] row, int label) {
    return "count" + label;
  }

  @Override
  public Fairness fairness() {
    return Fairness.ACYCLIC;
  }

  @Override
  public TransitionSystem fork() {
    return new Grid(counters, most);
  }
}

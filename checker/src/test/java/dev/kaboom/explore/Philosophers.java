package dev.kaboom.explore;

/** Dijkstra's philosophers: slot i is 0 hungry, 1 with the left fork, 2 eating. */
final class Philosophers implements TransitionSystem {
  private final int seats;

  Philosophers(int seats) {
    this.seats = seats;
  }

  @Override
  public int slots() {
    return seats;
  }

  @Override
  public void initial(Sink sink) {
    sink.accept(new int[seats], 0);
  }

  @Override
  public StateKind expand(int[] row, boolean reduction, Sink sink) {
    StateKind kind = StateKind.DEADLOCK;
    for (int i = 0; i < seats; i++) {
      boolean leftFree = row[(i + seats - 1) % seats] != 2;
      boolean rightFree = row[(i + 1) % seats] == 0;
      boolean can = row[i] == 0 ? leftFree : row[i] == 2 || rightFree;
      if (can) {
        kind = StateKind.INNER;
        int[] successor = row.clone();
        successor[i] = (row[i] + 1) % 3;
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
    return new String[] {"take", "eat", "leave"}[row[label]] + label;
  }

  @Override
  public Fairness fairness() {
    return Fairness.ACYCLIC;
  }

  @Override
  public TransitionSystem fork() {
    return new Philosophers(seats);
  }
}

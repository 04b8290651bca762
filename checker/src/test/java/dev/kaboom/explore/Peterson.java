package dev.kaboom.explore;

/**
 * Peterson's lock, once around: slots are the two program counters, the two flags, the turn.
 * Counters: 0 raise the flag, 1 give the turn away, 2 wait, 3 inside, 4 done.
 */
final class Peterson implements TransitionSystem {
  private final boolean withTurn;

  Peterson(boolean withTurn) {
    this.withTurn = withTurn;
  }

  @Override
  public int slots() {
    return 5;
  }

  @Override
  public void initial(Sink sink) {
    sink.accept(new int[5], 0);
  }

  @Override
  public StateKind expand(int[] row, boolean reduction, Sink sink) {
    if (row[0] == 4 && row[1] == 4) {
      return StateKind.FINAL;
    }
    StateKind kind = StateKind.DEADLOCK;
    for (int me = 0; me < 2; me++) {
      boolean mayEnter = row[2 + 1 - me] == 0 || (withTurn ? row[4] == me : row[me] == 2);
      if (row[me] < 4 && (row[me] != 2 || mayEnter)) {
        kind = StateKind.INNER;
        int[] successor = row.clone();
        successor[me]++;
        successor[2 + me] = row[me] == 3 ? 0 : 1;
        successor[4] = row[me] == 1 ? 1 - me : row[4];
        sink.accept(successor, me);
      }
    }
    return kind;
  }

  @Override
  public int violation(int[] row) {
    return row[0] == 3 && row[1] == 3 ? 0 : -1;
  }

  @Override
  public String name(int[] row, int label) {
    return "p" + label;
  }

  @Override
  public Fairness fairness() {
    return Fairness.ACYCLIC;
  }

  @Override
  public TransitionSystem fork() {
    return new Peterson(withTurn);
  }
}

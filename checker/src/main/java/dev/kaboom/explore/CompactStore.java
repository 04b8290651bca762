package dev.kaboom.explore;

/**
 * A set of states in half the memory of a {@link StateStore}: it keeps the states in no order.
 *
 * <p>{@link RowTree} makes a pair of a row, and a {@link CompactTable} holds these pairs; what is
 * in it is exactly what was added. The pairs of states that wait are in a queue as well, whose
 * pages go when they have been taken. A state's number is its place in the table, which is settled
 * when no more are added; its rank is not kept, but the ranks of all parents are, so a path is
 * known as a list of ranks, and searching once more gives their rows.
 */
final class CompactStore implements StateSet {
  private final RowTree tree;
  private final CompactTable table;
  private final PackedPairs queue;
  private final RisingInts parents;
  private final Prefetch prefetch = new Prefetch();
  private int taken = NONE;

  /** An empty store of rows of {@code slots} ints. */
  CompactStore(int slots, MemoryBudget budget) {
    this.tree = new RowTree(slots, budget);
    this.table = new CompactTable(budget);
    this.queue = new PackedPairs(budget);
    this.parents = new RisingInts(budget);
  }

  @Override
  public int size() {
    return parents.size();
  }

  @Override
  public long bytes() {
    return tree.bytes() + table.bytes() + queue.bytes() + parents.bytes();
  }

  @Override
  public Added add(int[] row, int parent) {
    return tree.look(row) ? add(tree.pair(), parent) : Added.FULL;
  }

  @Override
  public Added add(long pair, int parent) {
    Added added = table.add(pair);
    boolean queued = added != Added.NEW || (queue.add(pair) && parents.add(parent));
    return queued ? added : Added.FULL;
  }

  @Override
  public int last() {
    return NONE;
  }

  @Override
  public void touch(long[] pairs, int count) {
    prefetch.places(table, pairs, count);
  }

  /** Its table grows page by page, in order. */
  @Override
  public void assist(Prefetch own) {}

  @Override
  public void take(int rank) {
    queue.forgetPageBefore(rank);
    table.take(queue.get(rank));
    taken = rank;
  }

  @Override
  public void selectTaken() {
    tree.select(queue.get(taken));
  }

  @Override
  public long pair(int rank) {
    return queue.get(rank);
  }

  @Override
  public RowTree tree() {
    return tree;
  }

  @Override
  public int parent(int rank) {
    return parents.get(rank);
  }

  @Override
  public int numbers() {
    return table.length();
  }

  @Override
  public boolean has(int number) {
    return table.has(number);
  }

  @Override
  public int number(int[] row) {
    return tree.look(row) ? table.find(tree.pair()) : NONE;
  }

  @Override
  public void select(int number) {
    tree.select(table.pair(number));
  }

  @Override
  public void copySelected(int[] row) {
    tree.copySelected(row);
  }
}

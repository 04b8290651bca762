package dev.kaboom.explore;

/**
 * A set of states in which each can be read at any time: rank and number are the same.
 *
 * <p>{@link RowTree} makes a pair of a row, and the table of the root, a {@link PairTable}, numbers
 * these pairs. So a state costs one pair, its place in the index, and two bits for its parent.
 */
final class StateStore implements StateSet {
  /** What {@link #put} returns when the memory budget does not allow another state. */
  static final int FULL = -1;

  private final RowTree tree;
  private final PairTable root;
  private final RisingInts parents;
  private final Prefetch prefetch = new Prefetch();
  private int taken = NONE;
  private int selected = NONE;
  private int last = NONE;

  /** An empty store of rows of {@code slots} ints. */
  StateStore(int slots, MemoryBudget budget) {
    this.tree = new RowTree(slots, budget);
    this.root = new PairTable(budget);
    this.parents = new RisingInts(budget);
  }

  @Override
  public int size() {
    return parents.size();
  }

  @Override
  public int parent(int rank) {
    return parents.get(rank);
  }

  @Override
  public long bytes() {
    return tree.bytes() + root.bytes() + parents.bytes();
  }

  /**
   * The number of a state: the next free one, with that parent, if the state is new.
   *
   * @param parent not below that of the state that was new before
   * @return {@link #FULL}, and nothing is added, when there is no memory for it
   */
  int put(int[] row, int parent) {
    if (!tree.look(row)) {
      return FULL;
    }
    return selected >= 0 && tree.foundSelected() ? selected : number(tree.pair(), parent);
  }

  private int number(long pair, int parent) {
    int id = root.number(pair);
    boolean known = id < parents.size();
    return known || (id == parents.size() && parents.add(parent)) ? id : FULL;
  }

  @Override
  public Added add(int[] row, int parent) {
    int known = size();
    return added(put(row, parent), known);
  }

  @Override
  public Added add(long pair, int parent) {
    int known = size();
    return added(number(pair, parent), known);
  }

  private Added added(int id, int known) {
    last = id;
    if (id == FULL) {
      return Added.FULL;
    }
    if (id == known) {
      return Added.NEW;
    }
    return id > taken ? Added.WAITING : Added.TAKEN;
  }

  @Override
  public int last() {
    return last;
  }

  @Override
  public void touch(long[] pairs, int count) {
    prefetch.places(root, pairs, count);
  }

  @Override
  public void assist(Prefetch own) {
    root.assist(own);
  }

  @Override
  public void take(int rank) {
    taken = rank;
  }

  @Override
  public void selectTaken() {
    select(taken);
  }

  @Override
  public long pair(int rank) {
    return root.pair(rank);
  }

  @Override
  public RowTree tree() {
    return tree;
  }

  @Override
  public int numbers() {
    return size();
  }

  @Override
  public boolean has(int number) {
    return true;
  }

  @Override
  public int number(int[] row) {
    int known = size();
    int id = put(row, known - 1);
    return id == known ? NONE : id;
  }

  @Override
  public void select(int number) {
    tree.select(root.pair(number));
    selected = number;
  }

  @Override
  public void copySelected(int[] row) {
    tree.copySelected(row);
  }
}

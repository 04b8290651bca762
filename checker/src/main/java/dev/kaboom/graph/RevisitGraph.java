package dev.kaboom.graph;

import java.util.Arrays;

/**
 * The execution graph of {@link RevisitingExplorer}: flat rows that are changed in place.
 *
 * <p>An event has a slot, which it keeps; a slot that is free is used again. A successful RMW is
 * one event with two places in the order of addition, one for each half; between the two it {@link
 * #owes} its write. The initial writes are {@link #INIT}. Coherence is a list through the slots.
 *
 * <p>{@code before} and {@code causes} are rows of bits: the events, itself included, that come
 * before an event in the model's order, and in program order and reads-from. Both are transitively
 * closed.
 */
final class RevisitGraph {
  /** The initial write of any cell. */
  static final int INIT = -1;

  private static final int NONE = -1;
  private static final int READS = 1;
  private static final int WRITES = 2;
  private static final int OWES = 4;

  /** How an event reads. */
  enum Access {
    LOAD,
    /** An RMW that does not write: still LOCK-prefixed. */
    LOCKED,
    /** The first half of an RMW that writes. */
    RMW
  }

  private final int words;
  private final StrongOrder order;

  /** Slots from this one on have never been used. */
  private int used;

  private int count;
  private int clock;
  private final long[] taken;
  private final int[] role;
  private final int[] thread;
  private final int[] previous;
  private final int[] cell;
  private final int[] source;
  private final int[] earlier;
  private final int[] later;
  private final int[] readAt;
  private final int[] writeAt;
  private final int[] lastToLoads;
  private final int[] lastToStores;
  private final long[] value;
  private final RelationRows before = new RelationRows();
  private final RelationRows causes = new RelationRows();
  private final long[] view;

  /** The order of addition: an event, or the complement of one for the write of an RMW. */
  private final int[] sequence;

  private int length;
  private final int[] last;
  private final int[] oldest;
  private final int[] newest;

  /** All rows of ints with one for each slot. */
  private final int[][] rows;

  RevisitGraph(StrongOrder order, int capacity, int threads, int cells) {
    this.order = order;
    words = (capacity + 63) >>> 6;
    taken = new long[words];
    role = new int[capacity];
    thread = new int[capacity];
    previous = new int[capacity];
    cell = new int[capacity];
    source = new int[capacity];
    earlier = new int[capacity];
    later = new int[capacity];
    readAt = new int[capacity];
    writeAt = new int[capacity];
    lastToLoads = new int[capacity];
    lastToStores = new int[capacity];
    value = new long[capacity];
    before.clear(capacity);
    causes.clear(capacity);
    view = new long[words];
    sequence = new int[2 * capacity];
    last = new int[threads];
    Arrays.fill(last, NONE);
    rows =
        new int[][] {
          role,
          thread,
          previous,
          cell,
          source,
          earlier,
          later,
          readAt,
          writeAt,
          lastToLoads,
          lastToStores
        };
    oldest = new int[cells];
    Arrays.fill(oldest, NONE);
    newest = new int[cells];
    Arrays.fill(newest, INIT);
  }

  // Questions

  int events() {
    return count;
  }

  /** The thread's last event, or -1. */
  int last(int ofThread) {
    return last[ofThread];
  }

  int thread(int event) {
    return thread[event];
  }

  int cell(int event) {
    return cell[event];
  }

  /** The event before it in its thread, or -1. */
  int previous(int event) {
    return previous[event];
  }

  int source(int read) {
    return source[read];
  }

  long value(int write) {
    return value[write];
  }

  /** The write of the cell that is last in coherence order. */
  int newest(int ofCell) {
    return newest[ofCell];
  }

  /** The write before it in coherence order. */
  int earlier(int write) {
    return earlier[write];
  }

  /** The write of the cell that is next in coherence order, or -1. */
  int later(int write, int ofCell) {
    return write == INIT ? oldest[ofCell] : later[write];
  }

  boolean reads(int event) {
    return (role[event] & READS) != 0;
  }

  /** Whether the event writes; an RMW only when its write has been added. */
  boolean writes(int event) {
    return (role[event] & WRITES) != 0;
  }

  /** Whether the event is a successful RMW of which only the read has been added. */
  boolean owes(int event) {
    return (role[event] & OWES) != 0;
  }

  /** Whether some RMW has taken the write's value, so that no other can. */
  boolean isConsumed(int write, int ofCell) {
    int next = later(write, ofCell);
    return next >= 0 && role[next] == (READS | WRITES);
  }

  /** The number of entries in the order of addition. */
  int length() {
    return length;
  }

  int entry(int index) {
    return sequence[index];
  }

  static int event(int entry) {
    return entry < 0 ? ~entry : entry;
  }

  /** When the event was added; of an RMW its read. */
  int readAt(int event) {
    return readAt[event];
  }

  /** When the event was added; of an RMW its write. */
  int writeAt(int event) {
    return writeAt[event];
  }

  /** Whether the event is, or comes by program order and reads-from before, the other. */
  boolean causes(int event, int other) {
    return causes.contains(/* from= */ other, /* to= */ event);
  }

  /** Notes what comes before a load that is the next event after {@code at}, or -1. */
  void lookForLoad(int at) {
    Arrays.fill(view, 0);
    if (at >= 0 && lastToLoads[at] >= 0) {
      before.addTo(view, lastToLoads[at]);
    }
  }

  /** The same for any other event: stores stay before it too. */
  void lookForOther(int at) {
    lookForLoad(at);
    if (at >= 0 && lastToStores[at] >= 0) {
      before.addTo(view, lastToStores[at]);
    }
  }

  /** The same for a read. */
  void lookFor(Access access, int at) {
    if (access == Access.LOAD) {
      lookForLoad(at);
    } else {
      lookForOther(at);
    }
  }

  /** Whether nothing before the write may be read, or followed, by what was looked from. */
  boolean isFloor(int write, int ofThread) {
    return write == INIT || thread[write] == ofThread || (view[write >>> 6] >>> write & 1) != 0;
  }

  /** The last write of the cell in coherence order that is a floor for the thread. */
  int floor(int ofCell, int ofThread) {
    int write = newest[ofCell];
    while (!isFloor(write, ofThread)) {
      write = earlier[write];
    }
    return write;
  }

  // Changes

  /** A free slot, or -1. */
  int allocate() {
    for (int word = 0; word < words; word++) {
      if (taken[word] != -1) {
        int slot = (word << 6) + Long.numberOfTrailingZeros(~taken[word]);
        taken[word] |= 1L << slot;
        used = Math.max(used, slot + 1);
        count++;
        return slot;
      }
    }
    return NONE;
  }

  void free(int slot) {
    taken[slot >>> 6] &= ~(1L << slot);
    count--;
  }

  /** Adds an event to its thread and to the order of addition. */
  private void append(int event, int ofThread, int at, int ofCell, int asRole) {
    role[event] = asRole;
    thread[event] = ofThread;
    previous[event] = at;
    cell[event] = ofCell;
    source[event] = NONE;
    later[event] = NONE;
    last[ofThread] = event;
    readAt[event] = ++clock;
    writeAt[event] = clock;
    sequence[length++] = event;
    before.reset(event);
    causes.reset(event);
    if (at >= 0) {
      causes.addRow(event, causes, at);
    }
  }

  /** Notes that later events of all kinds come after it. */
  private void holdAll(int event) {
    lastToLoads[event] = event;
    lastToStores[event] = event;
  }

  /** The same, but under TSO not later loads. */
  private void holdStores(int event, int at) {
    holdAll(event);
    if (order == StrongOrder.TSO) {
      lastToLoads[event] = at < 0 ? NONE : lastToLoads[at];
    }
  }

  /** The same; under TSO the last store before it is still needed for what comes before all. */
  private void holdLoads(int event, int at) {
    holdAll(event);
    if (order == StrongOrder.TSO) {
      lastToStores[event] = at < 0 ? NONE : lastToStores[at];
    }
  }

  void addFence(int event, int ofThread) {
    int at = last[ofThread];
    append(event, ofThread, at, NONE, 0);
    holdAll(event);
    lookForOther(at);
    before.addRow(event, view);
  }

  /** Adds a write that has no place in coherence order yet. */
  void addWrite(int event, int ofThread, int ofCell, long written) {
    int at = last[ofThread];
    append(event, ofThread, at, ofCell, WRITES);
    value[event] = written;
    holdStores(event, at);
  }

  /** Adds a read; of an RMW that will write, the first half. */
  void addRead(int event, int ofThread, int ofCell, int write, Access access) {
    append(event, ofThread, last[ofThread], ofCell, READS);
    readFrom(event, write, access);
  }

  /** Puts a read that was taken out back to its old time, with another source. */
  void returnRead(int event, int write, Access access) {
    int at = previous[event];
    later[event] = NONE;
    last[thread[event]] = event;
    causes.reset(event);
    if (at >= 0) {
      causes.addRow(event, causes, at);
    }
    readFrom(event, write, access);
  }

  private void readFrom(int event, int write, Access access) {
    role[event] = access == Access.RMW ? READS | OWES : READS;
    source[event] = write;
    if (access == Access.LOAD) {
      holdLoads(event, previous[event]);
    } else {
      holdAll(event);
    }
    resetRead(event, access);
    if (write >= 0) {
      causes.addRow(event, causes, write);
    }
    int overwriting = later(write, cell[event]);
    if (overwriting >= 0) {
      spread(event, overwriting);
    }
  }

  /** What comes before the read alone. */
  private void resetRead(int event, Access access) {
    before.reset(event);
    lookFor(access, previous[event]);
    before.addRow(event, view);
    int write = source[event];
    if (write >= 0 && thread[write] != thread[event]) {
      before.addRow(event, before, write);
    }
  }

  /** What is behind an event now has what is before another one before it too. */
  private void spread(int from, int to) {
    for (int event = 0; event < used; event++) {
      if (event != from && (before.contains(event, to) || before.contains(event, from))) {
        before.addRow(event, before, from);
      }
    }
  }

  /** Gives a write its place in coherence order; the thread's view must have been looked at. */
  void place(int event, int behind) {
    before.addRow(event, view);
    link(event, behind);
  }

  /** Adds the second half of an RMW, directly behind what it has read. */
  void complete(int event, long written) {
    role[event] = READS | WRITES;
    value[event] = written;
    writeAt[event] = ++clock;
    sequence[length++] = ~event;
    link(event, source[event]);
  }

  private void link(int event, int behind) {
    int next = later(behind, cell[event]);
    earlier[event] = behind;
    later[event] = next;
    setLater(behind, cell[event], event);
    setEarlier(next, cell[event], event);
    if (behind >= 0) {
      before.addRow(event, before, behind);
    }
    for (int i = 0; i < length; i++) {
      int read = sequence[i];
      if (read >= 0
          && read != event
          && source[read] == behind
          && cell[read] == cell[event]
          && reads(read)) {
        before.addRow(event, before, read);
      }
    }
    spread(event, next >= 0 ? next : event);
  }

  private void setLater(int write, int ofCell, int next) {
    if (write == INIT) {
      oldest[ofCell] = next;
    } else {
      later[write] = next;
    }
  }

  private void setEarlier(int write, int ofCell, int one) {
    if (write == NONE) {
      newest[ofCell] = one;
    } else {
      earlier[write] = one;
    }
  }

  void unlink(int event) {
    setLater(earlier[event], cell[event], later[event]);
    setEarlier(later[event], cell[event], earlier[event]);
  }

  /** Takes the second half of an RMW back, which was added last. */
  void retract(int event) {
    unlink(event);
    role[event] = READS | OWES;
    length--;
  }

  /** Takes the event back that was added last. */
  void remove(int event) {
    last[thread[event]] = previous[event];
    length--;
  }

  /** Takes a read out that was returned. */
  void withdraw(int read) {
    role[read] = 0;
    last[thread[read]] = previous[read];
  }

  /**
   * Takes out what was added after a read and does not cause the write, and the read, whose place
   * in the order of addition stays.
   */
  void restrict(int read, int write) {
    int from = indexOf(read);
    for (int i = length - 1; i > from; i--) {
      int event = event(sequence[i]);
      if (sequence[i] >= 0 && !causes(event, write)) {
        takeOut(event);
        free(event);
      } else if (sequence[i] < 0 && !causes(event, write)) {
        takeOutWrite(event);
      }
    }
    takeOut(read);
    role[read] = 0;
    int kept = from + 1;
    for (int i = from + 1; i < length; i++) {
      if (causes(event(sequence[i]), write)) {
        sequence[kept++] = sequence[i];
      }
    }
    length = kept;
  }

  private void takeOut(int event) {
    if (role[event] == WRITES) {
      unlink(event);
    }
    last[thread[event]] = previous[event];
  }

  private void takeOutWrite(int event) {
    unlink(event);
    role[event] = READS | OWES;
    resetRead(event, Access.RMW);
  }

  int indexOf(int read) {
    int index = length - 1;
    while (sequence[index] != read) {
      index--;
    }
    return index;
  }

  // Going back

  /** Keeps what {@link #restrict} and later additions change. */
  void save(Image image) {
    image.used = used;
    image.count = count;
    image.length = length;
    for (int i = 0; i < rows.length; i++) {
      image.rows[i] = copy(rows[i], image.rows[i], used);
    }
    image.sequence = copy(sequence, image.sequence, length);
    image.last = copy(last, image.last, last.length);
    image.oldest = copy(oldest, image.oldest, oldest.length);
    image.newest = copy(newest, image.newest, newest.length);
    image.taken = copy(taken, image.taken, words);
    image.value = copy(value, image.value, used);
    before.save(image.sets, used);
    causes.save(image.sets, used);
  }

  void restore(Image image) {
    used = image.used;
    count = image.count;
    length = image.length;
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(image.rows[i], 0, rows[i], 0, used);
    }
    System.arraycopy(image.sequence, 0, sequence, 0, length);
    System.arraycopy(image.last, 0, last, 0, last.length);
    System.arraycopy(image.oldest, 0, oldest, 0, oldest.length);
    System.arraycopy(image.newest, 0, newest, 0, newest.length);
    System.arraycopy(image.taken, 0, taken, 0, words);
    System.arraycopy(image.value, 0, value, 0, used);
    causes.restore(image.sets, used);
    before.restore(image.sets, used);
  }

  private static int[] copy(int[] from, int[] to, int length) {
    int[] target = to.length < length ? new int[from.length] : to;
    System.arraycopy(from, 0, target, 0, length);
    return target;
  }

  private static long[] copy(long[] from, long[] to, int length) {
    long[] target = to.length < length ? new long[from.length] : to;
    System.arraycopy(from, 0, target, 0, length);
    return target;
  }

  /** Keeps the order before events; {@link #restoreOrder} puts it back. */
  void saveOrder(LongStack kept) {
    before.save(kept, used);
    kept.push(used);
  }

  void restoreOrder(LongStack kept) {
    int slots = (int) kept.pop();
    before.restore(kept, slots);
  }

  /** What a graph was. */
  static final class Image {
    private int used;
    private int count;
    private int length;
    private final int[][] rows = new int[11][0];
    private long[] taken = new long[0];
    private long[] value = new long[0];
    private final LongStack sets = new LongStack();
    private int[] sequence = new int[0];
    private int[] last = new int[0];
    private int[] oldest = new int[0];
    private int[] newest = new int[0];
  }
}

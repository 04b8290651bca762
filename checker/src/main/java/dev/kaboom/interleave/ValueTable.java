package dev.kaboom.interleave;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A bijection between 64-bit values and the 32-bit codes that state rows hold.
 *
 * <p>A value in −2³⁰ … 2³⁰−1 is its own code; addresses of ordinary models are among them. Any
 * other value is interned: it gets the next free number, with the bits 01 in front. Codes that
 * begin with the bits 10 are no values but references to entries of a window, used under {@code
 * cppo} only.
 *
 * <p>Forks of a machine share one table. Readers take no lock: a value is written before the slot
 * that leads to it is released. With one thread the numbers depend on the input alone.
 */
final class ValueTable {
  /** Thrown, without a stack trace, where a new value finds the table full. */
  static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Full() {
      super("value table full", null, false, false);
    }
  }

  static final int CAPACITY = 1 << 22;

  private static final int PAYLOAD = (1 << 30) - 1;
  private static final int INTERNED = 1 << 30;
  private static final int REFERENCE = Integer.MIN_VALUE;
  private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(int[].class);

  /** Open addressing: slot → number + 1, and number → value. Half full at most. */
  private static final class Table {
    final int[] slots;
    final long[] values;

    Table(int capacity) {
      slots = new int[2 * capacity];
      values = new long[capacity];
    }

    int find(long value) {
      int mask = slots.length - 1;
      int at = hash(value) & mask;
      int entry = (int) SLOTS.getAcquire(slots, at);
      while (entry != 0) {
        if (values[entry - 1] == value) {
          return entry - 1;
        }
        at = (at + 1) & mask;
        entry = (int) SLOTS.getAcquire(slots, at);
      }
      return -1;
    }

    void publish(long value, int number) {
      values[number] = value;
      int mask = slots.length - 1;
      int at = hash(value) & mask;
      while (slots[at] != 0) {
        at = (at + 1) & mask;
      }
      SLOTS.setRelease(slots, at, number + 1);
    }

    private static int hash(long value) {
      return (int) ((value * 0x9E37_79B9_7F4A_7C15L) >>> 32);
    }
  }

  private volatile Table table = new Table(64);
  private int size;

  /** Whether the code refers to a window entry. */
  static boolean isReference(int code) {
    return code >> 30 == -2;
  }

  /** The code that refers to entry {@code index}. */
  static int reference(int index) {
    return REFERENCE | index;
  }

  /** The entry that a reference refers to. */
  static int referenced(int code) {
    return code & PAYLOAD;
  }

  /** The value of a code that is no reference. */
  long decode(int code) {
    return code >> 30 == 1 ? table.values[code & PAYLOAD] : code;
  }

  /**
   * The code of a value.
   *
   * @throws Full when {@link #CAPACITY} values are interned and this is none of them
   */
  int encode(long value) {
    int direct = (int) value;
    if (direct == value && (direct >> 30 == 0 || direct >> 30 == -1)) {
      return direct;
    }
    int number = table.find(value);
    return INTERNED | (number >= 0 ? number : intern(value));
  }

  private synchronized int intern(long value) {
    int known = table.find(value);
    if (known >= 0) {
      return known;
    }
    if (size == CAPACITY) {
      throw new Full();
    }
    if (size == table.values.length) {
      grow();
    }
    table.publish(value, size);
    return size++;
  }

  private void grow() {
    Table old = table;
    Table larger = new Table(2 * size);
    for (int number = 0; number < size; number++) {
      larger.publish(old.values[number], number);
    }
    table = larger;
  }
}

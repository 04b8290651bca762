package dev.kaboom.graph;

import java.util.Arrays;

/** A set of events for each event: rows of bits that are changed in place. */
final class BitRows {
  private final int words;
  private final long[] bits;

  BitRows(int capacity) {
    words = (capacity + 63) >>> 6;
    bits = new long[capacity * words];
  }

  /** Whether the event is in the set of another. */
  boolean has(int of, int member) {
    return (bits[of * words + (member >>> 6)] >>> member & 1) != 0;
  }

  /** Makes the event's set that of itself alone. */
  void reset(int of) {
    Arrays.fill(bits, of * words, (of + 1) * words, 0);
    bits[of * words + (of >>> 6)] |= 1L << of;
  }

  /** Adds all of another event's set. */
  void addAll(int of, int other) {
    for (int i = 0; i < words; i++) {
      bits[of * words + i] |= bits[other * words + i];
    }
  }

  /** Adds all of a row. */
  void addRow(int of, long[] row) {
    for (int i = 0; i < words; i++) {
      bits[of * words + i] |= row[i];
    }
  }

  /** Adds an event's set to a row. */
  void addTo(long[] row, int of) {
    for (int i = 0; i < words; i++) {
      row[i] |= bits[of * words + i];
    }
  }

  /** Keeps the sets of the first so many events; {@link #restore} puts them back. */
  void save(LongStack kept, int events) {
    kept.push(bits, events * words);
  }

  void restore(LongStack kept, int events) {
    kept.pop(bits, events * words);
  }
}

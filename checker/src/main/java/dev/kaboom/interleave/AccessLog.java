package dev.kaboom.interleave;

import java.util.Arrays;

/** The accesses of one step, in order. */
final class AccessLog {
  static final int READ = 0;

  /** A write to memory. */
  static final int WRITE = 1;

  /** A store into the CPU's buffer. */
  static final int BUFFER = 2;

  private int[] entries = new int[8];
  private int size;

  void clear() {
    size = 0;
  }

  void add(int cell, int kind) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, 2 * size);
    }
    entries[size++] = cell << 2 | kind;
  }

  int size() {
    return size;
  }

  int cell(int index) {
    return entries[index] >> 2;
  }

  int kind(int index) {
    return entries[index] & 3;
  }
}

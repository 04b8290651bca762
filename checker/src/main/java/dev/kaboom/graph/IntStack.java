package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;

/** A growing row of ints: a stack that also lets one be put into, or taken out of, the middle. */
final class IntStack {
  private int[] items = new int[8];
  private int size;

  int size() {
    return size;
  }

  int get(int index) {
    return items[index];
  }

  void push(int item) {
    insert(size, item);
  }

  int pop() {
    return items[--size];
  }

  void insert(int index, int item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, 2 * size);
    }
    System.arraycopy(items, index, items, index + 1, size - index);
    items[index] = item;
    size++;
  }

  void remove(int index) {
    size--;
    System.arraycopy(items, index + 1, items, index, size - index);
  }

  ImmutableList<Integer> toList() {
    ImmutableList.Builder<Integer> list = ImmutableList.builder();
    for (int i = 0; i < size; i++) {
      list.add(items[i]);
    }
    return list.build();
  }
}

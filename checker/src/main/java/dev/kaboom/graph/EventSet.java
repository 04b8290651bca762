package dev.kaboom.graph;

import com.google.common.collect.ImmutableSet;
import java.util.Arrays;

/**
 * An immutable set of events, by index.
 *
 * <p>A row of 64-bit words without trailing zeros, so that equal sets have equal rows and a set
 * made early, when the graph was small, stays valid when the graph grows.
 */
public final class EventSet {
  /** The empty set. */
  public static final EventSet EMPTY = new EventSet(new long[0]);

  /**
   * Stands for reads that have not been made, where a register's value is not known yet; otherwise
   * empty. {@link #isPending} tells.
   */
  static final EventSet PENDING = new EventSet(new long[0]);

  private final long[] words;

  private EventSet(long[] words) {
    this.words = words;
  }

  /** The set with the one event. */
  public static EventSet of(int event) {
    long[] words = new long[(event >>> 6) + 1];
    words[event >>> 6] = 1L << event;
    return new EventSet(words);
  }

  /** The set of the events with these indices. */
  static EventSet of(ImmutableSet<Integer> events) {
    EventSet result = EMPTY;
    for (int event : events) {
      result = result.union(of(event));
    }
    return result;
  }

  /** The indices of the events, ascending. */
  ImmutableSet<Integer> toSet() {
    ImmutableSet.Builder<Integer> indices = ImmutableSet.builder();
    for (int event = next(0); event >= 0; event = next(event + 1)) {
      indices.add(event);
    }
    return indices.build();
  }

  /** The set whose bits these are; the row is copied. */
  static EventSet ofWords(long[] words, int offset, int length) {
    int used = length;
    while (used > 0 && words[offset + used - 1] == 0) {
      used--;
    }
    return used == 0 ? EMPTY : new EventSet(Arrays.copyOfRange(words, offset, offset + used));
  }

  /** Whether this is {@link #PENDING}. */
  @SuppressWarnings("ReferenceEquality")
  boolean isPending() {
    return this == PENDING;
  }

  /** Whether the event is in the set. */
  public boolean contains(int event) {
    int word = event >>> 6;
    return word < words.length && (words[word] >>> event & 1) != 0;
  }

  /** Whether there is no event in the set. */
  public boolean isEmpty() {
    return words.length == 0;
  }

  /** The number of events. */
  public int size() {
    int size = 0;
    for (long word : words) {
      size += Long.bitCount(word);
    }
    return size;
  }

  /** All events of both. */
  public EventSet union(EventSet other) {
    if (other.words.length == 0) {
      return this;
    }
    if (words.length == 0) {
      return other;
    }
    boolean longer = words.length >= other.words.length;
    long[] result = (longer ? words : other.words).clone();
    long[] shorter = longer ? other.words : words;
    for (int i = 0; i < shorter.length; i++) {
      result[i] |= shorter[i];
    }
    return new EventSet(result);
  }

  /** The events of both that are in each. */
  public EventSet intersect(EventSet other) {
    long[] result = new long[Math.min(words.length, other.words.length)];
    for (int i = 0; i < result.length; i++) {
      result[i] = words[i] & other.words[i];
    }
    return ofWords(result, 0, result.length);
  }

  /** The events of this set that are not in the other. */
  public EventSet minus(EventSet other) {
    long[] result = words.clone();
    for (int i = 0; i < Math.min(result.length, other.words.length); i++) {
      result[i] &= ~other.words[i];
    }
    return ofWords(result, 0, result.length);
  }

  /** The smallest event that is at least {@code from}, or -1. */
  public int next(int from) {
    int word = from >>> 6;
    if (word >= words.length) {
      return -1;
    }
    long rest = words[word] >>> from << from;
    while (rest == 0) {
      word++;
      if (word == words.length) {
        return -1;
      }
      rest = words[word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(rest);
  }

  /** Word {@code index} of the row; 0 beyond its end. */
  long word(int index) {
    return index < words.length ? words[index] : 0;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof EventSet set && Arrays.equals(words, set.words));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int event = next(0); event >= 0; event = next(event + 1)) {
      text.append(text.length() == 1 ? "" : ", ").append(event);
    }
    return text.append('}').toString();
  }
}

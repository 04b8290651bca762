package dev.kaboom.explore;

import com.google.common.collect.ImmutableList;

/**
 * A way from an initial state.
 *
 * @param initial the label of the initial state, or {@link #NO_STATE}
 * @param labels the names of the transitions, in order
 * @param loopStart the index in {@code labels} from which on the transitions repeat for ever, or -1
 */
public record Path(int initial, ImmutableList<String> labels, int loopStart) {
  /** The initial state of a path that ends before there is one. */
  public static final int NO_STATE = -1;
}

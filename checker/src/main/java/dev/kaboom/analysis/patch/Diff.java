package dev.kaboom.analysis.patch;

import com.google.common.collect.ImmutableList;

/**
 * A unified diff as it was read.
 *
 * @param files what it does, file by file
 * @param error why it cannot be used, with the line; "" if it can
 */
public record Diff(ImmutableList<FileDiff> files, String error) {
  static Diff unusable(String error) {
    return new Diff(ImmutableList.of(), error);
  }
}

package dev.kaboom.analysis.barriers;

import com.google.common.collect.ImmutableList;
import dev.kaboom.analysis.edit.TextEdit;

/**
 * One way to take an ordering away or to weaken it.
 *
 * @param label what stands there afterwards: {@code removed}, {@code smp_wmb()}, {@code plain},
 *     {@code swapped}
 */
public record Change(String label, ImmutableList<TextEdit> edits) {
  static Change of(String label, TextEdit... edits) {
    return new Change(label, ImmutableList.copyOf(edits));
  }
}

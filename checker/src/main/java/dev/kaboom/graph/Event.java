package dev.kaboom.graph;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Position;
import org.jspecify.annotations.Nullable;

/**
 * One event of a finished execution graph, for reports.
 *
 * @param index its place in {@link Execution#events()}
 * @param context index of the context that made it, or -1 for an initial write
 * @param kind what it does to memory
 * @param location index of the cell, or -1 for most fences; from the number of the program's cells
 *     on it is one of a request between CPUs ({@link Execution})
 * @param value read or written; 0 for fences
 * @param tags its marks
 * @param source for a read the index of the write that it reads from, else -1
 * @param partner the other half of its RMW, or -1
 * @param at where in the source
 * @param instruction what made it; null for an initial write
 * @param address indices of the reads that its address depends on
 * @param data indices of the reads that its value depends on
 * @param control indices of the reads that decided the branches in whose arms it stands
 */
public record Event(
    int index,
    int context,
    EventKind kind,
    int location,
    long value,
    ImmutableSet<Tag> tags,
    int source,
    int partner,
    Position at,
    @Nullable Instruction instruction,
    ImmutableSet<Integer> address,
    ImmutableSet<Integer> data,
    ImmutableSet<Integer> control) {
  /** The value of a read that nothing determines: it came out of thin air. */
  public static final long UNDETERMINED = Operand.UNDETERMINED;

  /** Whether the event carries the tag. */
  public boolean has(Tag tag) {
    return tags.contains(tag);
  }

  /** Whether it reads or writes a cell. */
  public boolean isAccess() {
    return kind != EventKind.FENCE;
  }

  /** The same read of another write. */
  public Event withSource(int write) {
    return new Event(
        index,
        context,
        kind,
        location,
        value,
        tags,
        write,
        partner,
        at,
        instruction,
        address,
        data,
        control);
  }

  /** The same with other marks. */
  public Event withTags(ImmutableSet<Tag> other) {
    return new Event(
        index,
        context,
        kind,
        location,
        value,
        other,
        source,
        partner,
        at,
        instruction,
        address,
        data,
        control);
  }
}

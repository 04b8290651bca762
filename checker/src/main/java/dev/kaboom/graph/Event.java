package dev.kaboom.graph;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.program.Position;

/**
 * One event of a finished execution graph, for reports.
 *
 * @param index its place in {@link Execution#events()}
 * @param context index of the context that made it, or -1 for an initial write
 * @param kind what it does to memory
 * @param location index of the cell, or -1 for most fences and for requests for interrupts
 * @param value read or written; 0 for fences
 * @param tags its marks
 * @param source for a read the index of the write that it reads from, else -1
 * @param partner the other half of its RMW, or -1
 * @param at where in the source
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
    Position at) {}

package dev.kaboom.graph.replay;

import com.google.common.collect.ImmutableList;
import dev.kaboom.graph.Event;
import dev.kaboom.program.Context;

/**
 * What a run of a context starts with.
 *
 * @param events its own, in program order
 * @param masked whether interrupts are masked at its start
 * @param sent how many requests the context sent when it came earlier
 * @param awaits whether it did not wait for the last of these
 * @param served how many handlers of the same kind came on the CPU before: so many requests of its
 *     queue are taken
 */
record Coming(
    Context context,
    ImmutableList<Event> events,
    boolean masked,
    int sent,
    boolean awaits,
    int served) {}

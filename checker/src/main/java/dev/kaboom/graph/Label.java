package dev.kaboom.graph;

import dev.kaboom.program.Instruction;
import org.jspecify.annotations.Nullable;

/**
 * What an event is, apart from its place in the graph.
 *
 * @param tags the union of the bits of its {@link Tag}s
 * @param address the reads that its address depends on
 * @param data the reads that its value depends on
 * @param instruction null for an initial write
 */
record Label(
    EventKind kind,
    int location,
    long value,
    int tags,
    EventSet address,
    EventSet data,
    @Nullable Instruction instruction) {

  Label withValue(long other) {
    return new Label(kind, location, other, tags, address, data, instruction);
  }

  Label withAddress(EventSet other) {
    return new Label(kind, location, value, tags, other, data, instruction);
  }
}

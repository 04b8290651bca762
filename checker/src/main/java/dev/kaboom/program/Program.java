package dev.kaboom.program;

import com.google.common.collect.ImmutableList;

/**
 * A closed program: its memory, what runs first, and the contexts that then run concurrently.
 *
 * @param name the test's or model's name
 * @param file the file's name as the user gave it
 * @param cpuCount CPUs are 0 … cpuCount-1
 * @param memory all memory there is
 * @param init runs alone, before everything else; loads, stores and local instructions only
 * @param contexts in a fixed order that exploration follows
 */
public record Program(
    String name,
    String file,
    int cpuCount,
    Memory memory,
    Code init,
    ImmutableList<Context> contexts) {
  /** The same program with other contexts. */
  public Program withContexts(ImmutableList<Context> others) {
    return new Program(name, file, cpuCount, memory, init, others);
  }
}

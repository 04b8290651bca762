package dev.kaboom.program;

/**
 * A C object: a variable with static storage, one CPU's copy of a per-CPU variable, or a local
 * variable whose address is taken.
 *
 * @param name as C would write it
 * @param address of its first byte
 * @param size in bytes
 * @param firstLocation index of its first cell
 * @param locationCount number of its cells
 * @param kind what it is
 */
public record MemoryObject(
    String name, long address, long size, int firstLocation, int locationCount, Kind kind) {
  /** What an object is to the program. */
  public enum Kind {
    /** A variable that every CPU may reach. */
    GLOBAL,
    /** One CPU's copy of a per-CPU variable. */
    PER_CPU,
    /** A local variable of one context whose address is taken. */
    LOCAL
  }
}

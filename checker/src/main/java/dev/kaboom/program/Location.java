package dev.kaboom.program;

/**
 * One scalar cell of memory. Accesses are whole cells: an access of another size or between two
 * cells is a fault.
 *
 * @param index its place in {@link Memory#locations()}
 * @param name as C would write it: {@code x}, {@code vmcs_a.link.next}, {@code per_cpu(head, 1)}
 * @param address in bytes; never 0, and no small integer
 * @param type the type of the cell
 * @param initial the value before {@code INIT} runs
 * @param pointer whether values are shown as names of what they point to
 */
public record Location(
    int index, String name, long address, ValueType type, long initial, boolean pointer) {}

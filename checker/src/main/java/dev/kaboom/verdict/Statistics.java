package dev.kaboom.verdict;

/**
 * Figures of a search.
 *
 * @param states distinct states visited (interleavings), or 0
 * @param executions complete consistent executions (graphs), or 0
 * @param transitions steps taken
 * @param depth length of the longest shortest path, or 0
 * @param storeBytes memory of the state store in bytes, or 0
 * @param seconds wall time
 */
public record Statistics(
    long states, long executions, long transitions, int depth, long storeBytes, double seconds) {}

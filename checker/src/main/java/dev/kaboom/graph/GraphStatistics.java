package dev.kaboom.graph;

/**
 * Figures of an exploration.
 *
 * @param executions complete consistent graphs, blocked and violating ones included
 * @param inconsistent complete graphs that the memory model forbids
 * @param nodes partial graphs visited
 * @param seconds wall time
 */
public record GraphStatistics(long executions, long inconsistent, long nodes, double seconds) {}

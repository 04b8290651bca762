package dev.kaboom.graph;

import dev.kaboom.verdict.Violation;

/**
 * A violation that some consistent execution shows.
 *
 * @param execution the one with the fewest events; of equal ones the first found
 */
public record GraphViolation(Violation violation, Execution execution) {}

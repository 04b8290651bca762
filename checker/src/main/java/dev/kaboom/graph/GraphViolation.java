package dev.kaboom.graph;

import dev.kaboom.verdict.Violation;

/**
 * A violation that some consistent execution shows.
 *
 * @param execution the first such execution, in the order of exploration
 */
public record GraphViolation(Violation violation, Execution execution) {}

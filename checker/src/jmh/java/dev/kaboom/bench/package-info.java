/**
 * Measurements of whole searches: how fast states are found, what one costs in memory, and whether
 * a step allocates. What the figures were is in docs/benchmarks.md.
 */
@NullMarked
package dev.kaboom.bench;

import org.jspecify.annotations.NullMarked;

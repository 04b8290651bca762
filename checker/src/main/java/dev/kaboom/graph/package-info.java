/**
 * Execution graphs: events, the relations program order, reads-from and coherence over them, and
 * the explorer that visits every consistent graph of a program exactly once. Which graphs are
 * consistent is for a memory model to say; this package only knows the question ({@link
 * dev.kaboom.graph.Axioms}).
 */
@NullMarked
package dev.kaboom.graph;

import org.jspecify.annotations.NullMarked;

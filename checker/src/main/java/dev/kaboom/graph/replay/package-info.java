/**
 * The independent check of execution graphs: every witness is confirmed here before it is shown. It
 * runs each context again with the values that its reads have in the graph, and holds the graph
 * against the definitions of the memory model written out as sets of pairs. It shares the graphs'
 * plain data ({@link dev.kaboom.graph.Execution}) with the engine, and nothing else.
 */
@NullMarked
package dev.kaboom.graph.replay;

import org.jspecify.annotations.NullMarked;

/** Placing objects in memory: addresses, cells, list nodes, per-CPU copies and functions. */
@NullMarked
package dev.kaboom.lang.lower.memory;

import org.jspecify.annotations.NullMarked;

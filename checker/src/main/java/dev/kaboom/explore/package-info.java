/**
 * Exhaustive search of any transition system: what was seen, what is still to be looked at, and the
 * limits after which the search gives up. It knows no program, so that its correctness can be
 * tested on graphs that fit in a line.
 */
@NullMarked
package dev.kaboom.explore;

import org.jspecify.annotations.NullMarked;

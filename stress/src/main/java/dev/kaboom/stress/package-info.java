/**
 * Harnesses that put the models' protocols under real concurrency. The outcomes that a harness
 * accepts are those that the checker found reachable; anything else is a bug in one of the two.
 */
@NullMarked
package dev.kaboom.stress;

import org.jspecify.annotations.NullMarked;

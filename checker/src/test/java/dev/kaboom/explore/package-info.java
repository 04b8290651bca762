/** Searches of systems that are small enough to know their answers. */
@NullMarked
package dev.kaboom.explore;

import org.jspecify.annotations.NullMarked;

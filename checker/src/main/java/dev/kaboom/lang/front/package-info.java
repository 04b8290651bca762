/** The door to the front ends: a file goes in, a model or diagnostics come out. */
@NullMarked
package dev.kaboom.lang.front;

import org.jspecify.annotations.NullMarked;

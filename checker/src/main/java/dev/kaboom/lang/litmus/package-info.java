/**
 * The litmus C dialect of the kernel's memory model: what stands around the C of a test, and the
 * way from a file to its syntax tree.
 */
@NullMarked
package dev.kaboom.lang.litmus;

import org.jspecify.annotations.NullMarked;

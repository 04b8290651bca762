/**
 * The litmus C dialect of the kernel's memory model: grammar, syntax tree and lowering to a
 * program.
 */
@NullMarked
package dev.kaboom.lang.litmus;

import org.jspecify.annotations.NullMarked;

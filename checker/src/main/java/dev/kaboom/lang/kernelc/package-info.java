/**
 * Kernel C, the subset in which a function under test is written as the kernel has it:
 * preprocessing with Kaboom's own headers, and the way from a file to its syntax tree.
 */
@NullMarked
package dev.kaboom.lang.kernelc;

import org.jspecify.annotations.NullMarked;

/**
 * Kernel C, the subset in which a function under test is written as the kernel has it:
 * preprocessing, grammar, syntax tree and lowering to a program.
 */
@NullMarked
package dev.kaboom.lang.kernelc;

import org.jspecify.annotations.NullMarked;

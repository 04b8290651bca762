/**
 * The primitives of the kernel and of the checker: one table by name for both dialects, one class
 * for each family. Which of them orders what is that of linux-kernel.def and the kernel's
 * Documentation/atomic_t.txt.
 */
@NullMarked
package dev.kaboom.lang.lower.intrinsic;

import org.jspecify.annotations.NullMarked;

/** Tests of the small-step machines, on programs in a small assembly language ({@code Asm}). */
@NullMarked
package dev.kaboom.interleave;

import org.jspecify.annotations.NullMarked;

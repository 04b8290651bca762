/** The stepper against the page: each rule on a program that fits in a few lines. */
@NullMarked
package dev.kaboom.interleave.replay;

import org.jspecify.annotations.NullMarked;

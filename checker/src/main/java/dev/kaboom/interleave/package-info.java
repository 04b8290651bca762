/**
 * The small-step machines, sc and tso: a program and its handlers as a transition system, in which
 * one shared access, one fence or one read-modify-write is one step.
 */
@NullMarked
package dev.kaboom.interleave;

import org.jspecify.annotations.NullMarked;

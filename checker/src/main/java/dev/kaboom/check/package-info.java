/**
 * The one place that knows the engines: it picks one for a program, a machine and a compiler, runs
 * it, and has every violation replayed before it is believed.
 */
@NullMarked
package dev.kaboom.check;

import org.jspecify.annotations.NullMarked;

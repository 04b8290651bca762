/**
 * Memory models as axioms over execution graphs: one readable file for each model, which names the
 * paper or kernel file that it follows.
 */
@NullMarked
package dev.kaboom.memory;

import org.jspecify.annotations.NullMarked;

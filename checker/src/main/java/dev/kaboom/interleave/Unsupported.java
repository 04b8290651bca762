package dev.kaboom.interleave;

import dev.kaboom.program.Position;

/**
 * Something in a model that the interleaving machines do not model.
 *
 * @param at where; {@code Position.NONE} if it is the model as a whole
 * @param what a noun phrase for a diagnostic: {@code SRCU under the machines sc and tso}
 */
public record Unsupported(Position at, String what) {}

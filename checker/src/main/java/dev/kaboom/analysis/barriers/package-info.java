/**
 * Barriers of a model: takes away or weakens each one in the model's own text, and tells from what
 * the checks of the changed models say which are needed, which of them pair, and whether comments
 * are right about that.
 */
@NullMarked
package dev.kaboom.analysis.barriers;

import org.jspecify.annotations.NullMarked;

package dev.kaboom.analysis.barriers;

import com.google.common.collect.ImmutableSetMultimap;
import dev.kaboom.analysis.trial.Witness;

/**
 * Who calls whom, in any variant of a model.
 *
 * @param callers of each function those that call it, directly or through others; the blocks of the
 *     scenario among them, by their titles
 */
public record Calls(ImmutableSetMultimap<String, String> callers) {
  /** Whether a function calls another one, directly or not, or is that one. */
  boolean reaches(String function, String called) {
    return function.equals(called) || callers.containsEntry(called, function);
  }

  /** Whether a context runs a function; a context that is no block of the scenario may run any. */
  private boolean runs(String context, String function) {
    return callers.containsEntry(function, context) || !callers.containsValue(context);
  }

  /** Whether what a witness does may be done by that function. */
  boolean runs(Witness witness, String function) {
    return reaches(function, witness.function()) && runs(witness.context(), function);
  }

  /** Whether the context of a witness runs that function. */
  boolean besides(Witness witness, String function) {
    return callers.containsEntry(function, witness.context());
  }
}

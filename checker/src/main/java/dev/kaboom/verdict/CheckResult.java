package dev.kaboom.verdict;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Expectation.Observation;
import dev.kaboom.property.Model;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one check of one model under one machine and compiler found.
 *
 * @param observation for a litmus condition; NONE without one
 * @param states the final states as herd7 prints them, sorted as strings
 * @param positive consistent executions that satisfy the condition; null where not counted
 * @param negative those that do not; null where not counted
 * @param flags names of the flags raised, sorted
 * @param picture the execution graph of the violation, or one that satisfies an {@code exists};
 *     empty where there is none and for interleavings
 */
public record CheckResult(
    Model model,
    Machine machine,
    Compiler compiler,
    Verdict verdict,
    Observation observation,
    ImmutableSortedSet<String> states,
    @Nullable Long positive,
    @Nullable Long negative,
    ImmutableSortedSet<String> flags,
    ImmutableList<PropertyResult> properties,
    Statistics statistics,
    Optional<ExecutionPicture> picture) {
  /** A result without a picture. */
  public CheckResult(
      Model model,
      Machine machine,
      Compiler compiler,
      Verdict verdict,
      Observation observation,
      ImmutableSortedSet<String> states,
      @Nullable Long positive,
      @Nullable Long negative,
      ImmutableSortedSet<String> flags,
      ImmutableList<PropertyResult> properties,
      Statistics statistics) {
    this(
        model,
        machine,
        compiler,
        verdict,
        observation,
        states,
        positive,
        negative,
        flags,
        properties,
        statistics,
        Optional.empty());
  }
}

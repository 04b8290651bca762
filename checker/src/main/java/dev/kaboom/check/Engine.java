package dev.kaboom.check;

import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Schedule;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Verdict;
import java.util.Optional;

/** A way to look at every execution of a model: by states or by execution graphs. */
public interface Engine {
  /** Which of the choices of {@code --engine} means this one. */
  EngineChoice choice();

  /** Whether it knows the machine. */
  boolean supports(Machine machine);

  /**
   * Looks at every execution, or says why it could not. Every violation that it returns with a
   * schedule was replayed by an implementation that shares no code with the search.
   *
   * @throws ReplayMismatchException when the replay contradicts the search
   */
  CheckResult check(
      Model model,
      Machine machine,
      Compiler compiler,
      CheckOptions options,
      ProgressListener progress);

  /**
   * A shortest execution that satisfies the {@code exists} of a litmus test, as if that were a
   * violation; empty if there is none, or if this engine has no traces.
   */
  default Optional<Verdict.Violated> witness(
      Model model, Machine machine, Compiler compiler, CheckOptions options) {
    return Optional.empty();
  }

  /**
   * The step that {@code label} would take after {@code prefix}, or empty when it cannot be taken
   * there. What a cause says about code that a trace does not reach comes from here.
   */
  Optional<Step> next(
      Model model, Machine machine, Compiler compiler, Schedule prefix, String label);
}

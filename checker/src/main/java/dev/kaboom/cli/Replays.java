package dev.kaboom.cli;

import dev.kaboom.check.CheckOptions;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.Schedule;
import dev.kaboom.verdict.Trace;
import dev.kaboom.verdict.Violation;
import java.util.Optional;

/** Runs a given schedule. */
@FunctionalInterface
interface Replays {
  /**
   * Runs the schedule from the start.
   *
   * @param bounds of the store buffer and the compiler's window
   * @param loop the index of the step from which on the schedule repeats for ever, or -1
   */
  Replayed replay(
      Model model,
      Machine machine,
      Compiler compiler,
      CheckOptions bounds,
      Schedule schedule,
      int loop);

  /**
   * What happened.
   *
   * @param trace the steps taken
   * @param violation what the run ended in, if anything
   * @param misfit a sentence when a label could not be taken, else ""
   */
  record Replayed(Trace trace, Optional<Violation> violation, String misfit) {}
}

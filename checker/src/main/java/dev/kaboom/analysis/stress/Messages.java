package dev.kaboom.analysis.stress;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Program;
import java.util.Locale;

/** The faults that a harness can come to, by number: what an actor leaves behind when it stops. */
final class Messages {
  /** The first number that stands for a check of the model; smaller ones are of Support. */
  static final int FIRST_CHECK = 2;

  private final ImmutableList<String> checks;

  private Messages(ImmutableList<String> checks) {
    this.checks = checks;
  }

  /** The checks of all contexts; equal messages share a number. */
  static Messages of(Program program) {
    return new Messages(
        program.contexts().stream()
            .flatMap(context -> context.code().instructions().stream())
            .filter(Instruction.Check.class::isInstance)
            .map(Instruction.Check.class::cast)
            .map(Messages::text)
            .distinct()
            .collect(ImmutableList.toImmutableList()));
  }

  /** What an outcome calls a check. */
  static String text(Instruction.Check check) {
    return (check.kind().name().toLowerCase(Locale.ROOT) + " " + check.message()).strip();
  }

  /** The number of a check; what INIT and predicates check has one that stands for no outcome. */
  int number(Instruction.Check check) {
    int at = checks.indexOf(text(check));
    return FIRST_CHECK + (at < 0 ? checks.size() : at);
  }

  /** All messages of checks, that of number {@link #FIRST_CHECK} first. */
  ImmutableList<String> checks() {
    return checks;
  }
}

package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.ExpectationParser;
import dev.kaboom.check.Expectations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The {@code X.expected} beside a model {@code X.c}. */
final class ExpectationFile {
  private ExpectationFile() {}

  /** What stands there; empty, with the reason told, if it cannot be understood. */
  static Optional<Expectations> read(Path model, Console console) {
    Path beside = ModelFiles.expectation(model);
    if (!Files.exists(beside)) {
      return Optional.of(Expectations.NONE);
    }
    Optional<String> text = ModelFiles.read(beside);
    if (text.isEmpty()) {
      console.complain(
          beside + ": cannot be read; it has to be a regular file of at most a megabyte");
      return Optional.empty();
    }
    ExpectationParser.Parsed parsed = ExpectationParser.parse(beside.toString(), text.get());
    ImmutableList<String> errors = parsed.errors();
    errors.forEach(console::note);
    return errors.isEmpty() ? Optional.of(parsed.expectations()) : Optional.empty();
  }
}

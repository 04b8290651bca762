package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.ExpectationParser;
import dev.kaboom.check.Expectations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The {@code X.expected} beside a model {@code X.c}. */
final class ExpectationFile {
  private ExpectationFile() {}

  /** What stands there; empty, with the reason told, if it cannot be understood. */
  static Optional<Expectations> read(Path model, Console console) {
    return read(model, console, mistake -> {});
  }

  /** The same; {@code mistakes} is told each mistake as well. */
  static Optional<Expectations> read(Path model, Console console, Consumer<String> mistakes) {
    Path beside = ModelFiles.expectation(model);
    if (!Files.exists(beside)) {
      return Optional.of(Expectations.NONE);
    }
    Optional<String> text = ModelFiles.read(beside);
    if (text.isEmpty()) {
      String mistake =
          beside + ": cannot be read; it has to be a regular file of at most a megabyte";
      console.complain(mistake);
      mistakes.accept(mistake);
      return Optional.empty();
    }
    ExpectationParser.Parsed parsed = ExpectationParser.parse(beside.toString(), text.get());
    ImmutableList<String> errors = parsed.errors();
    errors.forEach(console::note);
    errors.forEach(mistakes);
    return errors.isEmpty() ? Optional.of(parsed.expectations()) : Optional.empty();
  }
}

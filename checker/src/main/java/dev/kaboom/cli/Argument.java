package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/**
 * An argument of a command, and its value once the command line has been read. What {@code check}
 * takes is declared so: to read annotations takes an eighth of the time of a short check.
 */
final class Argument<T> {
  private final ArgSpec spec;

  private Argument(ArgSpec spec) {
    this.spec = spec;
  }

  /** An option without a word of its own. */
  static Argument<Boolean> flag(OptionSpec.Builder option) {
    return new Argument<>(option.initialValue(false).build());
  }

  /** An option with a word, which is {@code otherwise} where it is not given. */
  static <T> Argument<T> word(Class<T> type, @Nullable T otherwise, OptionSpec.Builder option) {
    return new Argument<>(option.type(type).initialValue(otherwise).build());
  }

  /** An option that may be given several times. */
  static <T> Argument<List<T>> words(Class<T> type, OptionSpec.Builder option) {
    return new Argument<>(
        option.type(List.class).auxiliaryTypes(type).initialValue(ImmutableList.of()).build());
  }

  /** What stands on the command line without an option, at least once. */
  static <T> Argument<List<T>> rest(Class<T> type, PositionalParamSpec.Builder words) {
    return new Argument<>(
        words.type(List.class).auxiliaryTypes(type).arity("1..*").required(true).build());
  }

  /** What {@code mixinStandardHelpOptions} gives to commands that have annotations. */
  static void addHelp(CommandSpec command) {
    command.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .description("Show this help message and exit.")
            .build());
    command.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print version information and exit.")
            .build());
  }

  void addTo(CommandSpec command) {
    command.add(spec);
  }

  /** That the command that takes it cannot be run so. */
  ParameterException refusal(String why) {
    return new ParameterException(spec.command().commandLine(), why);
  }

  /** What was given, or else what holds otherwise. */
  T value() {
    return Objects.requireNonNull(orNull());
  }

  /** The same, where nothing may hold otherwise. */
  @Nullable T orNull() {
    return spec.getValue();
  }
}

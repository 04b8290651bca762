package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that select a machine, a compiler and a variant. */
final class ModelArguments {
  private static final Pattern DEFINE = Pattern.compile("([A-Za-z_]\\w*)(?:=(.*))?");

  private final Argument<List<Machine>> machines =
      Argument.words(
          Machine.class,
          OptionSpec.builder("-m", "--machine")
              .paramLabel("M")
              .splitRegex(",")
              .converters(new Labels.OfMachine())
              .completionCandidates(new Labels.Machines())
              .description("sc, tso, lkmm, lkmm-6.1, jvm; several with ','"));

  private final Argument<List<Compiler>> compilers =
      Argument.words(
          Compiler.class,
          OptionSpec.builder("-c", "--compiler")
              .paramLabel("C")
              .splitRegex(",")
              .converters(new Labels.OfCompiler())
              .completionCandidates(new Labels.Compilers())
              .description(
                  "source (accesses as written) or cppo (any order that a compiler may emit)"));

  private final Argument<List<String>> defines =
      Argument.words(
          String.class,
          OptionSpec.builder("-D")
              .paramLabel("NAME[=VALUE]")
              .description("define a preprocessor macro: select a variant of the model"));

  void addTo(CommandSpec command) {
    machines.addTo(command);
    compilers.addTo(command);
    defines.addTo(command);
  }

  /** As given; empty for no choice. */
  ImmutableSet<Machine> machines() {
    return ImmutableSet.copyOf(machines.value());
  }

  /** As given; empty for no choice. */
  ImmutableSet<Compiler> compilers() {
    return ImmutableSet.copyOf(compilers.value());
  }

  /** The only machine given, or {@code otherwise} if none is. */
  Machine machineOr(Machine otherwise) {
    return one("--machine", machines(), otherwise);
  }

  /** The only compiler given, or {@code otherwise} if none is. */
  Compiler compilerOr(Compiler otherwise) {
    return one("--compiler", compilers(), otherwise);
  }

  private <T> T one(String option, ImmutableSet<T> given, T otherwise) {
    if (given.size() > 1) {
      throw defines.refusal(option + ": one only");
    }
    return given.isEmpty() ? otherwise : ImmutableList.copyOf(given).get(0);
  }

  /** Name to value; a macro without a value has the value 1, as with a C compiler. */
  ImmutableMap<String, String> defines() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String define : defines.value()) {
      Matcher matcher = DEFINE.matcher(define);
      if (!matcher.matches()) {
        throw defines.refusal("-D " + define + ": NAME or NAME=VALUE is expected");
      }
      String value = matcher.group(2);
      all.put(matcher.group(1), value == null ? "1" : value);
    }
    return ImmutableMap.copyOf(all);
  }
}

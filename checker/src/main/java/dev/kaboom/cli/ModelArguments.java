package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that select a machine, a compiler and a variant. */
final class ModelArguments {
  private static final Pattern DEFINE = Pattern.compile("([A-Za-z_]\\w*)(?:=(.*))?");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"-m", "--machine"},
      paramLabel = "M",
      split = ",",
      converter = Labels.OfMachine.class,
      completionCandidates = Labels.Machines.class,
      description = "sc, tso, lkmm, lkmm-6.1, jvm; several with ','")
  private List<Machine> machines = new ArrayList<>();

  @Option(
      names = {"-c", "--compiler"},
      paramLabel = "C",
      split = ",",
      converter = Labels.OfCompiler.class,
      completionCandidates = Labels.Compilers.class,
      description = "source (accesses as written) or cppo (any order that a compiler may emit)")
  private List<Compiler> compilers = new ArrayList<>();

  @Option(
      names = "-D",
      paramLabel = "NAME[=VALUE]",
      description = "define a preprocessor macro: select a variant of the model")
  private List<String> defines = new ArrayList<>();

  /** As given; empty for no choice. */
  ImmutableSet<Machine> machines() {
    return ImmutableSet.copyOf(machines);
  }

  /** As given; empty for no choice. */
  ImmutableSet<Compiler> compilers() {
    return ImmutableSet.copyOf(compilers);
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
      throw new ParameterException(spec.commandLine(), option + ": one only");
    }
    return given.isEmpty() ? otherwise : ImmutableList.copyOf(given).get(0);
  }

  /** Name to value; a macro without a value has the value 1, as with a C compiler. */
  ImmutableMap<String, String> defines() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String define : defines) {
      Matcher matcher = DEFINE.matcher(define);
      if (!matcher.matches()) {
        throw new ParameterException(
            spec.commandLine(), "-D " + define + ": NAME or NAME=VALUE is expected");
      }
      String value = matcher.group(2);
      all.put(matcher.group(1), value == null ? "1" : value);
    }
    return ImmutableMap.copyOf(all);
  }
}

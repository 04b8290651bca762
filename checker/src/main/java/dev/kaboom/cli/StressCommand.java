package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.analysis.stress.Generator;
import dev.kaboom.analysis.stress.Harness;
import dev.kaboom.analysis.stress.Manifest;
import dev.kaboom.check.Expectations;
import dev.kaboom.check.Variant;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kaboom stress}: harnesses for jcstress, made from models. */
@Command(
    name = "stress",
    description =
        "Generate jcstress harnesses that ask a JVM what the checker was asked. FILE:VARIANT takes"
            + " one variant of a model. @FILE takes arguments from a file, one a line.",
    mixinStandardHelpOptions = true)
final class StressCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      split = ",",
      paramLabel = "FILE[:VARIANT]|DIR",
      description = "models and litmus tests")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "where the sources and harnesses.json go")
  private Path output = Path.of("");

  @Option(
      names = "--actors",
      paramLabel = "N",
      defaultValue = "2",
      description =
          "actors that a harness may have (default: ${DEFAULT-VALUE}); further CPUs are threads"
              + " of the last one")
  private int actors = 2;

  private final ModelArguments arguments = new ModelArguments();
  private final SearchArguments search = new SearchArguments();

  private final Console console;
  private final Services services;
  private final List<Harness> harnesses = new ArrayList<>();

  StressCommand(Console console, Services services) {
    this.console = console;
    this.services = services;
  }

  @Spec
  void takeArguments(CommandSpec command) {
    arguments.addTo(command);
    search.addTo(command);
  }

  @Override
  public Integer call() throws IOException {
    if (actors < 1) {
      console.complain("--actors takes a number from 1 on");
      return ExitCode.USAGE;
    }
    Generator generator = new Generator(services.checker(), search.options(), actors);
    for (String argument : paths) {
      int colon = Files.exists(Path.of(argument)) ? -1 : argument.lastIndexOf(':');
      Path path = Path.of(colon < 0 ? argument : argument.substring(0, colon));
      String variant = colon < 0 ? "" : argument.substring(colon + 1);
      ModelFiles.Found found = ModelFiles.find(path);
      if (!found.error().isEmpty()) {
        console.complain(found.error());
        return ExitCode.BAD_INPUT;
      }
      for (Path file : found.files()) {
        if (!add(generator, file, variant)) {
          return ExitCode.BAD_INPUT;
        }
      }
    }
    write();
    long skipped = harnesses.stream().filter(h -> !h.skipped().isEmpty()).count();
    console.out().printf("%d harnesses, %d skipped%n", harnesses.size() - skipped, skipped);
    console.out().flush();
    return ExitCode.OK;
  }

  /** Adds the variants of a model: that one, or all of them if it is "". */
  private boolean add(Generator generator, Path file, String only) {
    Optional<Expectations> expectations = ExpectationFile.read(file, console);
    if (expectations.isEmpty()) {
      return false;
    }
    ImmutableMap<String, String> defines = arguments.defines();
    CheckPlan plan = new CheckPlan(expectations.get(), ImmutableList.of());
    ImmutableList<Variant> variants =
        (defines.isEmpty()
                ? expectations.get().variants()
                : ImmutableList.of(plan.variant(defines)))
            .stream()
                .filter(variant -> only.isEmpty() || variant.name().equals(only))
                .collect(ImmutableList.toImmutableList());
    if (variants.isEmpty()) {
      console.complain(file + ": no variant is called " + only);
      return false;
    }
    for (Variant variant : variants) {
      Loader.Loaded loaded = services.loader().load(file, variant.defines());
      if (loaded.model().isEmpty()) {
        loaded.diagnostics().forEach(console::note);
        return false;
      }
      Harness harness = generator.generate(file, variant, loaded.model().get());
      harnesses.add(harness);
      if (!harness.skipped().isEmpty()) {
        console.note("skipped " + file + " (" + variant.name() + "): " + harness.skipped());
      }
    }
    return true;
  }

  private void write() throws IOException {
    Path folder = output.resolve(Generator.PACKAGE.replace('.', '/'));
    Files.createDirectories(folder);
    try (DirectoryStream<Path> earlier = Files.newDirectoryStream(folder, "H_*.java")) {
      for (Path harness : earlier) {
        // Of models that are not asked for this time: jcstress would run it all the same.
        Files.delete(harness);
      }
    }
    Files.writeString(folder.resolve("Support.java"), Generator.support());
    for (Harness harness : harnesses) {
      if (harness.skipped().isEmpty()) {
        Files.writeString(folder.resolve(harness.name() + ".java"), harness.source());
      }
    }
    String manifest = Manifest.of(ImmutableList.copyOf(harnesses));
    Files.writeString(output.resolve("harnesses.json"), manifest);
  }
}

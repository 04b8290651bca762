package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.analysis.patch.Diff;
import dev.kaboom.analysis.patch.DiffReader;
import dev.kaboom.analysis.patch.Patcher;
import dev.kaboom.analysis.patch.Patcher.Patched;
import dev.kaboom.analysis.patch.Placed;
import dev.kaboom.check.Expectations;
import dev.kaboom.lang.Overlay;
import dev.kaboom.program.Machine;
import dev.kaboom.report.Palette;
import dev.kaboom.report.PatchReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kaboom patch}: a model before and after a diff, side by side. */
@Command(
    name = "patch",
    description = "Apply a diff to a model and check it before and after, side by side.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the patched model holds",
      "1:the patched model is violated",
      "2:bad usage",
      "3:inconclusive: a bound, the time or the memory ended a search",
      "4:bad input, or a diff that does not apply",
      "70:internal error"
    })
final class PatchCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "MODEL", description = "the model before the patch")
  private Path model = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "DIFF",
      description = "a unified diff, as git format-patch or a mailing list's archive has it")
  private Path diff = Path.of("");

  private final ModelArguments arguments = new ModelArguments();
  private final SearchArguments search = new SearchArguments();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE|DIR",
      description = "write the patched model there")
  private @Nullable Path output;

  @Option(
      names = "--format",
      paramLabel = "F",
      converter = Labels.OfFormat.class,
      description = "text (the default) or json")
  private OutputFormat format = OutputFormat.TEXT;

  @Option(
      names = {"-q", "--quiet"},
      description = "no progress, no notices, no traces")
  private boolean quiet;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      converter = Labels.OfColor.class,
      description = "auto (the default), always or never")
  private ColorChoice color = ColorChoice.AUTO;

  private final Console console;
  private final Services services;

  PatchCommand(Console console, Services services) {
    this.console = console;
    this.services = services;
  }

  /** A model and what the diff makes of it. */
  private record Candidate(Path model, Patched patched) {}

  @Spec
  void takeArguments(CommandSpec command) {
    arguments.addTo(command);
    search.addTo(command);
  }

  @Override
  public Integer call() throws IOException {
    Optional<String> text = ModelFiles.read(diff);
    if (text.isEmpty()) {
      return bad(diff + ": cannot be read");
    }
    Diff read = DiffReader.read(text.get());
    if (!read.error().isEmpty()) {
      return bad(diff + ": " + read.error());
    }
    ModelFiles.Found found = ModelFiles.find(model);
    if (!found.error().isEmpty()) {
      return bad(found.error());
    }
    List<Candidate> candidates = new ArrayList<>();
    for (Path file : found.files()) {
      candidates.add(new Candidate(file, Patcher.apply(read, ModelSources.of(file))));
    }
    List<Candidate> fitting = fitting(candidates);
    if (fitting.size() > 1) {
      fitting.forEach(candidate -> console.note("  " + candidate.model()));
      return bad("the diff applies to several models: name one of these");
    }
    return fitting.isEmpty() ? refused(candidates) : run(fitting.get(0));
  }

  /** Those that the diff applies to; those whose own file it changes come before others. */
  private static List<Candidate> fitting(List<Candidate> candidates) {
    List<Candidate> all = candidates.stream().filter(c -> c.patched().applies()).toList();
    List<Candidate> own =
        all.stream().filter(c -> c.patched().texts().containsKey(c.model())).toList();
    return own.isEmpty() ? all : own;
  }

  private int bad(String message) {
    console.complain(message);
    return ExitCode.BAD_INPUT;
  }

  private PatchReport report() {
    Palette palette = color.palette(console.outKind());
    return new PatchReport(console.out(), palette);
  }

  /** Says of the model that the diff fits best, or of all alike, why it does not apply. */
  private int refused(List<Candidate> candidates) {
    Candidate best =
        candidates.stream()
            .filter(c -> c.patched().has(Placed.Outcome.ALREADY))
            .findFirst()
            .orElse(candidates.get(0));
    if (format == OutputFormat.TEXT) {
      report().hunks(best.model(), best.patched().hunks());
    }
    return bad(best.model() + ": " + best.patched().refusal());
  }

  private int run(Candidate candidate) throws IOException {
    Optional<Expectations> expectations = ExpectationFile.read(candidate.model(), console);
    if (expectations.isEmpty()) {
      return ExitCode.BAD_INPUT;
    }
    ImmutableList<Expectations.Case> cases = cases(expectations.get());
    if (format == OutputFormat.TEXT) {
      report().hunks(candidate.model(), candidate.patched().hunks());
    }
    Overlay overlay = Overlay.of(candidate.patched().texts());
    PatchRun run = new PatchRun(console, services, search.options(), quiet);
    if (!run.check(candidate.model(), diff, overlay, cases)) {
      return ExitCode.BAD_INPUT;
    }
    run.report(format, report(), color.palette(console.outKind()));
    int written = output == null ? ExitCode.OK : write(output, candidate);
    return written == ExitCode.OK ? run.exitCode() : written;
  }

  private ImmutableList<Expectations.Case> cases(Expectations expectations) {
    ImmutableList<Machine> known = services.checker().machinesWithStates();
    ImmutableMap<String, String> defines = arguments.defines();
    return new CheckPlan(expectations, known)
        .cases(defines, arguments.machines(), arguments.compilers());
  }

  private int write(Path target, Candidate candidate) throws IOException {
    Map<Path, String> texts = candidate.patched().texts();
    return new PatchedFiles(console).write(target, texts) ? ExitCode.OK : ExitCode.USAGE;
  }
}

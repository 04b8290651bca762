package dev.kaboom.cli;

import dev.kaboom.analysis.repair.RepairAnalysis;
import dev.kaboom.analysis.repair.RepairFindings;
import dev.kaboom.analysis.repair.RepairFindings.End;
import dev.kaboom.report.RepairJson;
import dev.kaboom.report.RepairReporter;
import dev.kaboom.report.RepairText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kaboom repair}: the cheapest changes that make a violated model hold. */
@Command(
    name = "repair",
    description = "Search the cheapest changes of ordering after which every property holds.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every violated variant has a repair, or nothing is violated",
      "1:a violated variant has no repair in reach",
      "2:bad usage",
      "3:inconclusive: a search ended early",
      "4:bad input",
      "70:internal error"
    })
final class RepairCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "MODEL",
      description = "models (*.c), litmus tests (*.litmus), or directories")
  private List<Path> paths = new ArrayList<>();

  private final ModelArguments arguments = new ModelArguments();
  private final SearchArguments search = new SearchArguments();
  @Mixin private TrialArguments trials;

  @Option(
      names = "--format",
      paramLabel = "F",
      converter = Labels.OfFormat.class,
      description = "text (the default) or json")
  private OutputFormat format = OutputFormat.TEXT;

  @Option(
      names = {"-q", "--quiet"},
      description = "no progress")
  private boolean quiet;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      converter = Labels.OfColor.class,
      description = "auto (the default), always or never")
  private ColorChoice color = ColorChoice.AUTO;

  @Spec private CommandSpec spec;

  private final Console console;
  private final Services services;
  private boolean badInput;
  private boolean incomplete;
  private boolean unrepaired;

  RepairCommand(Console console, Services services) {
    this.console = console;
    this.services = services;
  }

  @Spec
  void takeArguments(CommandSpec command) {
    arguments.addTo(command);
    search.addTo(command);
  }

  @Override
  public Integer call() {
    RepairReporter reporter = reporter();
    for (Path path : paths) {
      ModelFiles.Found found = ModelFiles.find(path);
      if (!found.error().isEmpty()) {
        console.complain(found.error());
        badInput = true;
      }
      found.files().forEach(file -> repair(file, reporter));
    }
    reporter.end();
    if (badInput) {
      return ExitCode.BAD_INPUT;
    }
    if (incomplete) {
      return ExitCode.INCONCLUSIVE;
    }
    return unrepaired ? ExitCode.VIOLATED : ExitCode.OK;
  }

  private RepairReporter reporter() {
    return switch (format) {
      case TEXT -> new RepairText(console.out(), color.palette(console.outKind()));
      case JSON -> new RepairJson(console.out());
      case HERD, DOT, LITMUS, HTML, JUNIT, SARIF, KTAP ->
          throw new ParameterException(spec.commandLine(), "--format: text or json");
    };
  }

  private void repair(Path file, RepairReporter reporter) {
    Optional<TrialModel> read = TrialModel.read(file, arguments, services, console);
    if (read.isEmpty()) {
      badInput = true;
      return;
    }
    TrialModel model = read.get();
    String title = String.valueOf(file.getFileName());
    try (TrialProgress progress =
            quiet ? TrialProgress.hidden(console) : TrialProgress.on(console, title);
        Trials runner =
            new Trials(
                services, trials.shared(search.options()), trials, progress, console, model)) {
      new RepairAnalysis(model.file(), model.texts(), runner)
          .analyse(model.cases(), model.every())
          .forEach(findings -> report(findings, reporter));
    }
  }

  private static boolean unfinished(End end) {
    return switch (end) {
      case BUDGET, UNDECIDED -> true;
      case HOLDS, EXHAUSTED -> false;
    };
  }

  private void report(RepairFindings findings, RepairReporter reporter) {
    incomplete |= unfinished(findings.end()) || !findings.open().isEmpty();
    unrepaired |= findings.end() == End.EXHAUSTED && findings.repairs().isEmpty();
    reporter.variant(findings);
  }
}

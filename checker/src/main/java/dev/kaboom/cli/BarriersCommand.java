package dev.kaboom.cli;

import dev.kaboom.analysis.barriers.BarrierAnalysis;
import dev.kaboom.analysis.barriers.BarrierFindings;
import dev.kaboom.analysis.barriers.Claim;
import dev.kaboom.analysis.barriers.SiteEffects;
import dev.kaboom.analysis.edit.SourceView.Reach;
import dev.kaboom.report.BarriersJson;
import dev.kaboom.report.BarriersReporter;
import dev.kaboom.report.BarriersSarif;
import dev.kaboom.report.BarriersText;
import dev.kaboom.report.TextReporter.Detail;
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

/** {@code kaboom barriers}: what each barrier and marking of a model is needed for. */
@Command(
    name = "barriers",
    description = "Remove or weaken each barrier and marking by itself and check what is left.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every change was checked",
      "1:a comment says of a barrier that it pairs with another than it does",
      "2:bad usage",
      "3:inconclusive: some change was not checked to the end",
      "4:bad input",
      "70:internal error"
    })
final class BarriersCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "MODEL",
      description = "models (*.c), litmus tests (*.litmus), or directories")
  private List<Path> paths = new ArrayList<>();

  private final ModelArguments arguments = new ModelArguments();
  private final SearchArguments search = new SearchArguments();
  @Mixin private TrialArguments trials;

  @Option(names = "--headers", description = "change headers beside the model as well")
  private boolean headers;

  @Option(
      names = "--format",
      paramLabel = "F",
      converter = Labels.OfFormat.class,
      description = "text (the default), json or sarif")
  private OutputFormat format = OutputFormat.TEXT;

  @Option(
      names = {"-q", "--quiet"},
      description = "no progress, no traces")
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
  private boolean incomplete;
  private boolean contradicted;
  private boolean badInput;

  BarriersCommand(Console console, Services services) {
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
    BarriersReporter reporter = reporter();
    for (Path path : paths) {
      ModelFiles.Found found = ModelFiles.find(path);
      if (!found.error().isEmpty()) {
        console.complain(found.error());
        badInput = true;
      }
      for (Path file : found.files()) {
        analyse(file).ifPresent(findings -> report(findings, reporter));
      }
    }
    reporter.end();
    return exitCode();
  }

  private int exitCode() {
    if (badInput) {
      return ExitCode.BAD_INPUT;
    }
    if (incomplete) {
      return ExitCode.INCONCLUSIVE;
    }
    return contradicted ? ExitCode.VIOLATED : ExitCode.OK;
  }

  private BarriersReporter reporter() {
    return switch (format) {
      case TEXT ->
          new BarriersText(
              console.out(),
              color.palette(console.outKind()),
              quiet ? Detail.UNEXPECTED : Detail.ALL);
      case JSON -> new BarriersJson(console.out());
      case SARIF -> new BarriersSarif(console.out());
      case HERD, DOT, LITMUS, HTML, JUNIT, KTAP ->
          throw new ParameterException(spec.commandLine(), "--format: text, json or sarif");
    };
  }

  private void report(BarrierFindings findings, BarriersReporter reporter) {
    reporter.model(findings);
    incomplete |= findings.open() > 0 || (findings.analysed().isEmpty() && open(findings));
    for (SiteEffects site : findings.sites()) {
      contradicted |=
          findings.claims(site).stream()
              .anyMatch(judged -> judged.verdict() == Claim.Verdict.CONTRADICTED);
    }
  }

  /** Whether nothing could be compared because searches ended early. */
  private static boolean open(BarrierFindings findings) {
    return findings.left().stream().noneMatch(left -> left.reason().startsWith("without a claim"));
  }

  private Optional<BarrierFindings> analyse(Path file) {
    Optional<TrialModel> model = TrialModel.read(file, arguments, services, console);
    if (model.isEmpty()) {
      badInput = true;
      return Optional.empty();
    }
    String title = String.valueOf(file.getFileName());
    try (TrialProgress progress =
            quiet ? TrialProgress.hidden(console) : TrialProgress.on(console, title);
        Trials runner = runner(model.get(), progress)) {
      Reach reach = headers ? Reach.LOCAL_HEADERS : Reach.OWN;
      BarrierAnalysis analysis = new BarrierAnalysis(file, model.get().texts(), reach, runner);
      return Optional.of(analysis.analyse(model.get().cases()));
    }
  }

  private Trials runner(TrialModel model, TrialProgress progress) {
    return new Trials(services, trials.shared(search.options()), trials, progress, console, model);
  }
}

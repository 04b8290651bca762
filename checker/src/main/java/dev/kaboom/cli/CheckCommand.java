package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.check.Expectations;
import dev.kaboom.report.AnnotationReporter;
import dev.kaboom.report.DotReporter;
import dev.kaboom.report.HerdReporter;
import dev.kaboom.report.HtmlReporter;
import dev.kaboom.report.JUnitReporter;
import dev.kaboom.report.JsonReporter;
import dev.kaboom.report.KtapReporter;
import dev.kaboom.report.LitmusReporter;
import dev.kaboom.report.Palette;
import dev.kaboom.report.Reporter;
import dev.kaboom.report.SarifReporter;
import dev.kaboom.report.TextReporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kaboom check}: finds the models, plans the checks of each, runs them, reports. */
@Command(
    name = "check",
    description = "Check models and litmus tests, and compare with what they expect.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every check came out as expected",
      "1:a violation, or an answer other than the expected one",
      "2:bad usage",
      "3:inconclusive: a bound, the time or the memory ended a search",
      "4:bad input",
      "70:internal error"
    })
final class CheckCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "models (*.c), litmus tests (*.litmus), or directories of them")
  private List<Path> paths = new ArrayList<>();

  @Mixin private ModelArguments model;
  @Mixin private SearchArguments search;

  @Option(
      names = "--format",
      paramLabel = "F",
      converter = Labels.OfFormat.class,
      completionCandidates = Labels.Formats.class,
      description = "text (the default), herd, json, dot, litmus, junit, sarif, ktap or html")
  private OutputFormat format = OutputFormat.TEXT;

  @Option(names = "--json-memory", hidden = true, description = "what bench asks for")
  private boolean jsonMemory;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "also write a page to step through each violation with")
  private @Nullable Path html;

  @Option(
      names = {"-q", "--quiet"},
      description = "no progress, no notices, no traces of violations that were expected")
  private boolean quiet;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "checks at a time (default: one for each processor)")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--fail-fast",
      description = "stop at the first check that does not come out as expected")
  private boolean failFast;

  @Option(
      names = "--explain",
      description = "say of each answer what was explored, assumed and not modelled (text only)")
  private boolean explain;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = "take over what has not changed from FILE, which --format json wrote")
  private @Nullable Path resume;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      converter = Labels.OfColor.class,
      description = "auto (the default), always or never")
  private ColorChoice color = ColorChoice.AUTO;

  @Spec private CommandSpec spec;

  private final Console console;
  private final Services services;
  private final Map<Path, ImmutableList<String>> badInput = new LinkedHashMap<>();

  CheckCommand(Console console, Services services) {
    this.console = console;
    this.services = services;
  }

  @Override
  public Integer call() {
    if (explain && format != OutputFormat.TEXT) {
      throw new ParameterException(spec.commandLine(), "--explain: with --format text only");
    }
    if (resume != null && format != OutputFormat.TEXT && format != OutputFormat.JSON) {
      throw new ParameterException(spec.commandLine(), "--resume: with --format text or json only");
    }
    List<Path> files = find();
    CheckRun.Pace pace = pace(files);
    CheckKeys keys = new CheckKeys(search.options(), pace.jobs());
    Optional<EarlierRun> earlier =
        resume == null ? Optional.of(EarlierRun.NONE) : EarlierRun.read(resume, keys, console);
    if (earlier.isEmpty()) {
      return ExitCode.BAD_INPUT;
    }
    CheckRun run =
        new CheckRun(
            console,
            services,
            search.options(),
            reporter(files, keys),
            quiet(),
            pace,
            earlier.get(),
            FolderProgress.of(console, files.size(), quiet()));
    ImmutableMap<String, String> defines = model.defines();
    try {
      passOnBadInput(run);
      for (Path file : files) {
        if (!run.stopped()) {
          plan(run, file, defines);
          passOnBadInput(run);
          run.endOfFile();
        }
        if (console.out().checkError()) {
          return ExitCode.CLOSED_OUTPUT;
        }
      }
      run.end();
    } finally {
      run.close();
    }
    return !badInput.isEmpty() || run.badInput() ? ExitCode.BAD_INPUT : run.exitCode();
  }

  /** One file has as many checks as it has; a single one gets all the memory. */
  private CheckRun.Pace pace(List<Path> files) {
    if (jobs < 1) {
      throw new ParameterException(spec.commandLine(), "--jobs must be more than 0");
    }
    search.limitCores(jobs);
    boolean single =
        files.size() == 1 && model.machines().size() == 1 && model.compilers().size() == 1;
    return new CheckRun.Pace(single ? 1 : jobs, failFast);
  }

  private CheckRun.Notices quiet() {
    return quiet ? CheckRun.Notices.OFF : CheckRun.Notices.ON;
  }

  private List<Path> find() {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      ModelFiles.Found found = ModelFiles.find(path);
      files.addAll(found.files());
      if (!found.error().isEmpty()) {
        bad(path, found.error());
      }
    }
    return files;
  }

  private void bad(Path file, String message) {
    console.complain(message);
    badInput.put(file, ImmutableList.of(message));
  }

  private void passOnBadInput(CheckRun run) {
    badInput.forEach((file, messages) -> messages.forEach(text -> run.unchecked(file, text)));
  }

  private Reporter reporter(List<Path> files, CheckKeys keys) {
    Reporter reporter = ofFormat(files, keys);
    Reporter wanted = html == null ? reporter : htmlBeside(reporter, html);
    return switch (console.log()) {
      case PLAIN -> wanted;
      case GITHUB -> new AnnotationReporter(wanted, console.err());
    };
  }

  private Reporter htmlBeside(Reporter reporter, Path file) {
    try {
      return new HtmlFile(reporter, file, search.options());
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "--html: " + file + " cannot be written: " + e.getMessage(), e);
    }
  }

  private Reporter ofFormat(List<Path> files, CheckKeys keys) {
    return switch (format) {
      case TEXT -> {
        Palette palette = color.palette(console.outKind());
        boolean brief = quiet || folders(files) > 1;
        yield new TextReporter(
            console.out(),
            palette,
            brief ? TextReporter.Detail.UNEXPECTED : TextReporter.Detail.ALL,
            search.options(),
            explain ? TextReporter.Explain.YES : TextReporter.Explain.NO);
      }
      case HERD -> new HerdReporter(console.out());
      case JSON ->
          new JsonReporter(
              console.out(),
              keys::of,
              jsonMemory ? JsonReporter.Tables.TOLD : JsonReporter.Tables.UNTOLD);
      case DOT -> new DotReporter(console.out());
      case LITMUS -> new LitmusReporter(console.out());
      case JUNIT -> new JUnitReporter(console.out(), search.options());
      case SARIF -> new SarifReporter(console.out(), search.options());
      case KTAP -> new KtapReporter(console.out(), search.options());
      case HTML -> new HtmlReporter(console.out(), search.options(), ModelTexts::read);
    };
  }

  /** How many directories the files lie in; a model's files lie in one. */
  private static long folders(List<Path> files) {
    return files.stream()
        .map(file -> String.valueOf(file.toAbsolutePath().normalize().getParent()))
        .distinct()
        .count();
  }

  private void plan(CheckRun run, Path file, ImmutableMap<String, String> defines) {
    if (ModelFiles.isLitmus(file)) {
      run.litmus(file, model.machines(), model.compilers());
      return;
    }
    List<String> mistakes = new ArrayList<>();
    Optional<Expectations> expectations = ExpectationFile.read(file, console, mistakes::add);
    if (!mistakes.isEmpty()) {
      badInput.put(file, ImmutableList.copyOf(mistakes));
    }
    if (expectations.isPresent()) {
      CheckPlan plan = new CheckPlan(expectations.get(), services.checker().machinesWithStates());
      run.model(file, expectations.get(), plan.cases(defines, model.machines(), model.compilers()));
    }
  }
}

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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code kaboom check}: finds the models, plans the checks of each, runs them, reports. */
final class CheckCommand implements Callable<Integer> {
  private static final ImmutableMap<String, String> EXIT_CODES =
      ImmutableMap.of(
          "0", "every check came out as expected",
          "1", "a violation, or an answer other than the expected one",
          "2", "bad usage",
          "3", "inconclusive: a bound, the time or the memory ended a search",
          "4", "bad input",
          "70", "internal error");

  private final Argument<List<Path>> paths =
      Argument.rest(
          Path.class,
          PositionalParamSpec.builder()
              .paramLabel("FILE|DIR")
              .description("models (*.c), litmus tests (*.litmus), or directories of them"));

  private final ModelArguments model = new ModelArguments();
  private final SearchArguments search = new SearchArguments();

  private final Argument<OutputFormat> format =
      Argument.word(
          OutputFormat.class,
          OutputFormat.TEXT,
          OptionSpec.builder("--format")
              .paramLabel("F")
              .converters(new Labels.OfFormat())
              .completionCandidates(new Labels.Formats())
              .description(
                  "text (the default), herd, json, dot, litmus, junit, sarif, ktap or html"));

  private final Argument<Boolean> jsonMemory =
      Argument.flag(
          OptionSpec.builder("--json-memory").hidden(true).description("what bench asks for"));

  private final Argument<Path> html =
      Argument.word(
          Path.class,
          null,
          OptionSpec.builder("--html")
              .paramLabel("FILE")
              .description("also write a page to step through each violation with"));

  private final Argument<Boolean> quiet =
      Argument.flag(
          OptionSpec.builder("-q", "--quiet")
              .description("no progress, no notices, no traces of violations that were expected"));

  private final Argument<Integer> jobs =
      Argument.word(
          Integer.class,
          Runtime.getRuntime().availableProcessors(),
          OptionSpec.builder("-j", "--jobs")
              .paramLabel("N")
              .description("checks at a time (default: one for each processor)"));

  private final Argument<Boolean> failFast =
      Argument.flag(
          OptionSpec.builder("--fail-fast")
              .description("stop at the first check that does not come out as expected"));

  private final Argument<Boolean> explain =
      Argument.flag(
          OptionSpec.builder("--explain")
              .description(
                  "say of each answer what was explored, assumed and not modelled (text only)"));

  private final Argument<Path> resume =
      Argument.word(
          Path.class,
          null,
          OptionSpec.builder("--resume")
              .paramLabel("FILE")
              .description("take over what has not changed from FILE, which --format json wrote"));

  private final Argument<ColorChoice> color =
      Argument.word(
          ColorChoice.class,
          ColorChoice.AUTO,
          OptionSpec.builder("--color")
              .paramLabel("WHEN")
              .converters(new Labels.OfColor())
              .description("auto (the default), always or never"));

  private final Console console;
  private final Services services;
  private final Map<Path, ImmutableList<String>> badInput = new LinkedHashMap<>();

  private CheckCommand(Console console, Services services) {
    this.console = console;
    this.services = services;
  }

  /** The command, as a command line reads it. */
  static CommandSpec spec(Console console, Services services) {
    CheckCommand check = new CheckCommand(console, services);
    CommandSpec spec = CommandSpec.wrapWithoutInspection(check).name("check");
    spec.usageMessage()
        .description("Check models and litmus tests, and compare with what they expect.")
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(EXIT_CODES);
    check.model.addTo(spec);
    check.search.addTo(spec);
    check.arguments().forEach(argument -> argument.addTo(spec));
    Argument.addHelp(spec);
    return spec;
  }

  private ImmutableList<Argument<?>> arguments() {
    return ImmutableList.of(
        paths, format, jsonMemory, html, quiet, jobs, failFast, explain, resume, color);
  }

  @Override
  public Integer call() {
    if (explain.value() && format.value() != OutputFormat.TEXT) {
      throw explain.refusal("--explain: with --format text only");
    }
    @Nullable Path written = resume.orNull();
    if (written != null
        && !List.of(OutputFormat.TEXT, OutputFormat.JSON).contains(format.value())) {
      throw resume.refusal("--resume: with --format text or json only");
    }
    List<Path> files = find();
    CheckRun.Pace pace = pace(files);
    CheckKeys keys = new CheckKeys(search.options(), pace.jobs());
    Optional<EarlierRun> earlier =
        written == null ? Optional.of(EarlierRun.NONE) : EarlierRun.read(written, keys, console);
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
    int most = jobs.value();
    if (most < 1) {
      throw jobs.refusal("--jobs must be more than 0");
    }
    search.limitCores(most);
    boolean single =
        files.size() == 1 && model.machines().size() == 1 && model.compilers().size() == 1;
    return new CheckRun.Pace(single ? 1 : most, failFast.value());
  }

  private CheckRun.Notices quiet() {
    return quiet.value() ? CheckRun.Notices.OFF : CheckRun.Notices.ON;
  }

  private List<Path> find() {
    List<Path> files = new ArrayList<>();
    for (Path path : paths.value()) {
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
    @Nullable Path page = html.orNull();
    Reporter wanted = page == null ? reporter : htmlBeside(reporter, page);
    return switch (console.log()) {
      case PLAIN -> wanted;
      case GITHUB -> new AnnotationReporter(wanted, console.err());
    };
  }

  private Reporter htmlBeside(Reporter reporter, Path file) {
    try {
      return new HtmlFile(reporter, file, search.options());
    } catch (IOException e) {
      throw html.refusal("--html: " + file + " cannot be written: " + e.getMessage());
    }
  }

  private Reporter ofFormat(List<Path> files, CheckKeys keys) {
    return switch (format.value()) {
      case TEXT -> {
        Palette palette = color.value().palette(console.outKind());
        boolean brief = quiet.value() || folders(files) > 1;
        yield new TextReporter(
            console.out(),
            palette,
            brief ? TextReporter.Detail.UNEXPECTED : TextReporter.Detail.ALL,
            search.options(),
            explain.value() ? TextReporter.Explain.YES : TextReporter.Explain.NO);
      }
      case HERD -> new HerdReporter(console.out());
      case JSON ->
          new JsonReporter(
              console.out(),
              keys::of,
              jsonMemory.value() ? JsonReporter.Tables.TOLD : JsonReporter.Tables.UNTOLD);
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

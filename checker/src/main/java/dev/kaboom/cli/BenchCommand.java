package dev.kaboom.cli;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kaboom bench}: what checks cost, each in a process of its own, beside its peers. */
@Command(
    name = "bench",
    description =
        "Measure checks of programs whose numbers of executions and states are known. Each runs"
            + " in a process of its own, and in turns with it herd7, GenMC (genmc) and SPIN (spin,"
            + " gcc) if they are on the PATH. A count that differs fails.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "  kaboom bench --small                      the small size of each program",
      "  kaboom bench 'fib/.*/sc'                  cases PROGRAM/SIZE/ENGINE/MACHINE that match",
    })
final class BenchCommand implements Callable<Integer> {
  /** What {@code --format} can ask for. */
  enum Format {
    text,
    /** One JSON object a line. */
    json
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "REGEX",
      description = "which cases, by a part of PROGRAM/SIZE/ENGINE/MACHINE (default: all)")
  private String regex = "";

  @ArgGroup private Sizes sizes = new Sizes();

  /** One of the two, or none. */
  static final class Sizes {
    @Option(names = "--small", description = "only the small size of each program")
    private boolean small;

    @Option(names = "--full", description = "small and large sizes (the default)")
    private boolean full;

    private Predicate<BenchCase> filter() {
      return of -> full || !small || of.extent() == BenchCase.Extent.SMALL;
    }
  }

  @Option(names = "--format", paramLabel = "F", description = "text (the default) or json")
  private Format format = Format.text;

  @Option(
      names = "--max-seconds",
      paramLabel = "S",
      description = "give up a case after S seconds (default: ${DEFAULT-VALUE})")
  private int secondsMax = 60;

  @Option(
      names = "--programs",
      paramLabel = "DIR",
      description = "where the programs are (default: ${DEFAULT-VALUE})")
  private Path programs = Path.of("models", "bench");

  @Option(
      names = "--cases",
      paramLabel = "FILE",
      description = "other cases, one a line: small|large PROGRAM SIZE ENGINE MACHINE COUNT")
  private @Nullable Path cases;

  @Option(
      names = "--memory-model",
      paramLabel = "DIR",
      description = "the kernel's tools/memory-model, where herd7 runs (default: here)")
  private Path memoryModel = Path.of("");

  @Option(
      names = "--peers",
      paramLabel = "DIRS",
      description = "where peers are looked for, as in PATH (default: PATH)")
  private String peers = Strings.nullToEmpty(System.getenv("PATH"));

  @Spec private CommandSpec spec;

  private final Console console;

  BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (secondsMax < 1) {
      throw new ParameterException(spec.commandLine(), "--max-seconds must be more than 0");
    }
    Predicate<BenchCase> chosen = sizes.filter().and(matching());
    BenchProcess kaboom = new BenchProcess(programs, secondsMax);
    ImmutableList<BenchCase> table;
    try {
      table = listed().stream().filter(chosen).collect(ImmutableList.toImmutableList());
    } catch (IllegalArgumentException e) {
      console.complain(String.valueOf(e.getMessage()));
      return ExitCode.BAD_INPUT;
    } catch (IOException e) {
      console.complain(cases + ": cannot be read");
      return ExitCode.BAD_INPUT;
    }
    if (table.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "no case matches '" + regex + "'");
    }
    Optional<String> missing = missing(table, kaboom);
    if (missing.isPresent()) {
      console.complain(missing.get());
      return ExitCode.BAD_INPUT;
    }
    return measure(table, kaboom);
  }

  private Predicate<BenchCase> matching() {
    try {
      Pattern pattern = Pattern.compile(regex);
      return of -> pattern.matcher(of.title()).find();
    } catch (PatternSyntaxException e) {
      throw new ParameterException(
          spec.commandLine(), "'" + regex + "' is no regular expression: " + e.getDescription(), e);
    }
  }

  private ImmutableList<BenchCase> listed() throws IOException {
    return cases == null
        ? BenchCase.shipped()
        : BenchCase.parse(cases.toString(), Files.readString(cases));
  }

  private Optional<String> missing(ImmutableList<BenchCase> table, BenchProcess kaboom) {
    if (!Files.isDirectory(memoryModel.toAbsolutePath())) {
      return Optional.of(memoryModel + ": no such directory");
    }
    return table.stream()
        .map(kaboom::file)
        .filter(file -> !Files.isReadable(file))
        .findFirst()
        .map(
            file ->
                file + ": no such file; run bench where models/bench is, or name it: --programs");
  }

  private int measure(ImmutableList<BenchCase> table, BenchProcess kaboom)
      throws IOException, InterruptedException {
    BenchPeers all =
        new BenchPeers(
            BenchPath.of(peers), memoryModel.toAbsolutePath(), Duration.ofSeconds(secondsMax));
    ImmutableList<String> missing = all.missing(table);
    if (!missing.isEmpty()) {
      console.complain(
          "peers left out, as these are not on the PATH: " + String.join(", ", missing));
    }
    return new BenchRun(kaboom, all, new BenchTable(console, format)).measure(table);
  }
}

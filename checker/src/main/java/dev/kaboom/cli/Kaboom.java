package dev.kaboom.cli;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.check.ReplayMismatchException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code kaboom} command; each thing that it can do is a subcommand. */
@Command(
    name = "kaboom",
    mixinStandardHelpOptions = true,
    versionProvider = Kaboom.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Exhaustive model checker for kernel ordering protocols.",
    footer = {
      "",
      "  kaboom check models/                      everything that ships",
      "  kaboom check SB.litmus --machine tso      a litmus test under x86-TSO",
      "  kaboom check my.c --compiler cppo         a model, accesses moved as a compiler may",
      "  kaboom patch my.c fix.patch               a model before and after a patch",
      "  kaboom help nmi                           what is known about a topic",
    })
final class Kaboom implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private Kaboom() {}

  /** Runs a command line to its end and gives the exit code. Nothing is thrown. */
  static int run(Console console, Services services, String... args) {
    try {
      return execute(console, services, args);
    } catch (OutOfMemoryError e) {
      console.complain(
          "out of memory: set a lower --max-memory, or give the JVM a larger heap (-Xmx)");
      return ExitCode.INCONCLUSIVE;
    } catch (StackOverflowError e) {
      return internalError(console, e);
    }
  }

  private static int execute(Console console, Services services, String... args) {
    ImmutableMap<String, Supplier<Object>> commands = commands(console, services);
    @Nullable Supplier<Object> only = args.length == 0 ? null : commands.get(args[0]);
    if (only != null) {
      CommandLine line = new CommandLine(only.get());
      line.setCommandName("kaboom " + args[0]);
      return configured(line, console).execute(Arrays.copyOfRange(args, 1, args.length));
    }
    CommandLine line = new CommandLine(new Kaboom());
    commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
    line.addSubcommand(new HelpTopicCommand(console));
    line.addSubcommand(new CompletionCommand(console));
    return configured(line, console).execute(args);
  }

  private static CommandLine configured(CommandLine line, Console console) {
    line.setOut(console.out());
    line.setErr(console.err());
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(false);
    Mishaps mishaps = new Mishaps(console);
    line.setParameterExceptionHandler(mishaps);
    line.setExecutionExceptionHandler(mishaps);
    return line;
  }

  /**
   * The commands that need not know of the others. To read the options of all takes a fifth of the
   * time of a short check, so a command line that begins with one of them is that one's alone.
   */
  private static ImmutableMap<String, Supplier<Object>> commands(
      Console console, Services services) {
    return ImmutableMap.of(
        "check", () -> CheckCommand.spec(console, services),
        "patch", () -> new PatchCommand(console, services),
        "barriers", () -> new BarriersCommand(console, services),
        "repair", () -> new RepairCommand(console, services),
        "replay", () -> new ReplayCommand(console, services),
        "stress", () -> new StressCommand(console, services),
        "bench", () -> new BenchCommand(console),
        "models", () -> new ModelsCommand(console));
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a command is required");
  }

  private static int usageError(Console console, ParameterException e) {
    console.complain(String.valueOf(e.getMessage()));
    UnmatchedArgumentException.printSuggestions(e, console.err());
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    console.note("Try '" + command + " --help'.");
    return ExitCode.USAGE;
  }

  private static int internalError(Console console, Throwable e) {
    if (e instanceof ReplayMismatchException) {
      console.complain("INTERNAL ERROR: the search and the replay contradict each other.");
      console.note(String.valueOf(e.getMessage()));
    } else {
      console.complain("INTERNAL ERROR: " + e + at(e));
    }
    console.note(
        "No answer of this run can be relied on. Please report this with the model and the"
            + " command line.");
    return ExitCode.INTERNAL;
  }

  private static String at(Throwable e) {
    StackTraceElement[] frames = e.getStackTrace();
    return frames.length == 0 ? "" : " at " + frames[0];
  }

  /**
   * A class of its own: lambdas of picocli's old class files cannot be in an archive of classes.
   */
  private static final class Mishaps
      implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Console console;

    Mishaps(Console console) {
      this.console = console;
    }

    @Override
    public int handleParseException(ParameterException e, String[] words) {
      return usageError(console, e);
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
      return internalError(console, e);
    }
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      @Nullable String version = Kaboom.class.getPackage().getImplementationVersion();
      return new String[] {"kaboom " + (version == null ? "(unpackaged)" : version)};
    }
  }
}

package dev.kaboom.cli;

import dev.kaboom.check.CheckOptions;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.report.ReplayReport;
import dev.kaboom.verdict.Schedule;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kaboom replay}: runs one schedule and draws what happens. */
@Command(
    name = "replay",
    description = "Run one schedule, as a report printed it, and draw the trace.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the schedule ran, and nothing is wrong at its end",
      "1:it ends in a violation",
      "2:bad usage, or the schedule does not fit the model",
      "4:bad input"
    })
final class ReplayCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "a model or litmus test")
  private Path file = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "SCHEDULE",
      description = "steps joined by ',': cpu0*3,nmi0,cpu0")
  private String schedule = "";

  private final ModelArguments arguments = new ModelArguments();

  @Option(
      names = "--loop",
      paramLabel = "N",
      description = "the steps after the first N repeat for ever")
  private int loop = -1;

  @Option(
      names = "--store-buffer",
      paramLabel = "N",
      description = "entries of a CPU's store buffer under tso (default: ${DEFAULT-VALUE})")
  private int storeBufferMax = CheckOptions.defaults().storeBufferMax();

  @Option(
      names = "--window",
      paramLabel = "N",
      description =
          "accesses that the compiler may hold back under cppo (default: ${DEFAULT-VALUE})")
  private int windowMax = CheckOptions.defaults().windowMax();

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      converter = Labels.OfColor.class,
      description = "auto (the default), always or never")
  private ColorChoice color = ColorChoice.AUTO;

  private final Console console;
  private final Services services;

  ReplayCommand(Console console, Services services) {
    this.console = console;
    this.services = services;
  }

  @Spec
  void takeArguments(CommandSpec command) {
    arguments.addTo(command);
  }

  @Override
  public Integer call() {
    Schedule parsed = parse();
    if (storeBufferMax < 1 || windowMax < 1) {
      throw new ParameterException(
          spec.commandLine(), "--store-buffer and --window must be more than 0");
    }
    Machine machine = arguments.machineOr(Machine.SC);
    Compiler compiler = arguments.compilerOr(Compiler.SOURCE);
    ModelFiles.Found found = ModelFiles.find(file);
    if (!found.error().isEmpty() || found.files().size() != 1) {
      console.complain(found.error().isEmpty() ? file + ": one model is needed" : found.error());
      return ExitCode.BAD_INPUT;
    }
    Loader.Loaded loaded = services.loader().load(found.files().get(0), arguments.defines());
    loaded.diagnostics().forEach(console::note);
    if (loaded.model().isEmpty()) {
      return ExitCode.BAD_INPUT;
    }
    return replay(loaded.model().get(), machine, compiler, parsed);
  }

  private Schedule parse() {
    try {
      return Schedule.parse(schedule);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private int replay(Model model, Machine machine, Compiler compiler, Schedule parsed) {
    CheckOptions bounds = CheckOptions.defaults().withBounds(storeBufferMax, windowMax);
    Replays.Replayed replayed =
        services.replays().replay(model, machine, compiler, bounds, parsed, loop);
    if (!replayed.misfit().isEmpty()) {
      console.complain("the schedule does not fit: " + replayed.misfit());
      return ExitCode.USAGE;
    }
    new ReplayReport(console.out(), color.palette(console.outKind()))
        .print(model, replayed.trace(), replayed.violation());
    return replayed.violation().isPresent() ? ExitCode.VIOLATED : ExitCode.OK;
  }
}

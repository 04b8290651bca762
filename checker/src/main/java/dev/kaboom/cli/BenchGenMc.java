package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.EngineChoice;
import dev.kaboom.program.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GenMC 0.10 on the programs of {@code models/bench} in C11, under its models of the same name. It
 * explores each execution graph once, as Kaboom does, so that both have to count the same; a wait
 * that is given up is no execution. Its estimate of their number is left out, as it advises where
 * time matters.
 */
final class BenchGenMc implements BenchPeer {
  private static final Pattern EXECUTIONS =
      Pattern.compile("(?m)^Number of complete executions explored: ([0-9]{1,18})\\b");
  private static final Pattern ERROR = Pattern.compile("(?m)^Error.*$");
  private static final String NAME = "genmc";
  private static final String THREADS = "genmc/threads.h";

  private final BenchPath path;
  private final Duration limit;

  BenchGenMc(BenchPath path, Duration limit) {
    this.path = path;
    this.limit = limit;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ImmutableList<String> executables() {
    return ImmutableList.of(NAME);
  }

  @Override
  public boolean takes(BenchCase of) {
    return of.engine() == EngineChoice.GRAPHS
        && (of.machine() == Machine.SC || of.machine() == Machine.TSO)
        && BenchFolder.has(file(of));
  }

  private static String file(BenchCase of) {
    return "genmc/" + of.program() + ".c";
  }

  @Override
  public BenchRow run(BenchCase of) throws IOException, InterruptedException {
    try (BenchFolder folder = new BenchFolder()) {
      folder.put(THREADS);
      Path program = folder.put(file(of));
      ImmutableList<String> command =
          ImmutableList.of(
              path.command(NAME),
              "-" + of.machine().label(),
              "--disable-estimation",
              "--",
              "-DN=" + of.size(),
              program.toString());
      return row(of, MeasuredProcess.run(command, folder.path(), limit));
    }
  }

  /** Where it finds an error it ends with another exit code than 0, and counts all the same. */
  private static BenchRow row(BenchCase of, MeasuredProcess process) {
    BenchCost cost = BenchCost.of(process);
    Matcher executions = EXECUTIONS.matcher(process.out());
    if (!process.finished() || !executions.find()) {
      return BenchRow.unanswered(of, NAME, cost, process.complaint());
    }
    long count = Long.parseLong(executions.group(1));
    return BenchRow.counted(of, NAME, count, cost, process.succeeded() ? "" : error(process));
  }

  private static String error(MeasuredProcess process) {
    Matcher error = ERROR.matcher(process.out());
    return error.find() ? error.group() : process.complaint();
  }
}

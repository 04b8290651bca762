package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.EngineChoice;
import dev.kaboom.program.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SPIN 6.5 on the programs of {@code models/bench} in Promela: interleavings under {@code sc}, with
 * its partial-order reduction, for assertions and deadlocks. It translates a program to C, which
 * gcc compiles to the process that searches; its time is that of the three. The states are those of
 * another reduction and are compared with nothing.
 */
final class BenchSpin implements BenchPeer {
  private static final Pattern ERRORS = Pattern.compile("\\berrors: ([0-9]{1,9})\\b");
  private static final Pattern STATES =
      Pattern.compile("(?m)^\\s*([0-9.]{1,18}(?:e\\+[0-9]{2})?) states, stored\\b");

  /** What it says after a search that is not the whole. */
  private static final Pattern CUT =
      Pattern.compile("(?m)^.*(?:max search depth too small|Search not completed).*$");

  private static final String NAME = "spin";

  private static final int MEGABYTES = 4096;

  /** Places of its table, as a power of 2: its own 24 take 0.08 s to make, and are not faster. */
  private static final int PLACES = 22;

  private final BenchPath path;
  private final Duration limit;

  BenchSpin(BenchPath path, Duration limit) {
    this.path = path;
    this.limit = limit;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public ImmutableList<String> executables() {
    return ImmutableList.of(NAME, "gcc");
  }

  @Override
  public boolean takes(BenchCase of) {
    return of.engine() == EngineChoice.STATES
        && of.machine() == Machine.SC
        && BenchFolder.has(file(of));
  }

  private static String file(BenchCase of) {
    return "spin/" + of.program() + ".pml";
  }

  @Override
  public BenchRow run(BenchCase of) throws IOException, InterruptedException {
    try (BenchFolder folder = new BenchFolder()) {
      folder.put(file(of));
      return run(of, folder.path()).ofItsOwn();
    }
  }

  private BenchRow run(BenchCase of, Path folder) throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    MeasuredProcess process = MeasuredProcess.run(translation(of), folder, limit);
    BenchCost cost = BenchCost.of(process);
    ImmutableList<String> search =
        ImmutableList.of(folder.resolve("pan").toString(), "-w" + PLACES);
    for (ImmutableList<String> next : List.of(compilation(), search)) {
      if (!process.succeeded()) {
        return BenchRow.unanswered(of, NAME, cost, process.complaint());
      }
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      process = MeasuredProcess.run(next, folder, left);
      cost = cost.then(process);
    }
    return row(of, process, cost.withSearch(process));
  }

  private ImmutableList<String> translation(BenchCase of) {
    return ImmutableList.of(path.command(NAME), "-DN=" + of.size(), "-a", of.program() + ".pml");
  }

  private ImmutableList<String> compilation() {
    return ImmutableList.of(
        path.command("gcc"), "-O2", "-DSAFETY", "-DMEMLIM=" + MEGABYTES, "-o", "pan", "pan.c");
  }

  private static BenchRow row(BenchCase of, MeasuredProcess search, BenchCost cost) {
    Matcher states = STATES.matcher(search.out());
    Matcher errors = ERRORS.matcher(search.out());
    if (!search.succeeded() || !states.find() || !errors.find()) {
      return BenchRow.unanswered(of, NAME, cost, search.complaint());
    }
    String problem = errors.group(1).equals("0") ? "" : errors.group();
    Matcher cut = CUT.matcher(search.out());
    if (problem.isEmpty() && cut.find()) {
      return BenchRow.unanswered(of, NAME, cost, cut.group());
    }
    long count = (long) Double.parseDouble(states.group(1));
    return BenchRow.counted(of, NAME, count, cost, problem);
  }
}

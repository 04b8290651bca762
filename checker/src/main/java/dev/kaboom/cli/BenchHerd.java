package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * herd7 on the families of litmus tests, under the kernel's model as the kernel ships it. The
 * executions that it counts are the witnesses for and against the test's condition.
 */
final class BenchHerd implements BenchPeer {
  private static final Pattern WITNESSES =
      Pattern.compile("(?m)^Positive: ([0-9]{1,18}) Negative: ([0-9]{1,18})$");
  private static final String NAME = "herd7";

  private final BenchPath path;
  private final Path memoryModel;
  private final Duration limit;

  /**
   * herd7 on a path.
   *
   * @param memoryModel where it runs, as it looks for {@code linux-kernel.cfg} there
   */
  BenchHerd(BenchPath path, Path memoryModel, Duration limit) {
    this.path = path;
    this.memoryModel = memoryModel;
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
    return of.machine() == Machine.LKMM && BenchLitmus.of(of.program(), of.size()).isPresent();
  }

  @Override
  public BenchRow run(BenchCase of) throws IOException, InterruptedException {
    try (BenchFolder folder = new BenchFolder()) {
      Path test =
          folder.write("test.litmus", BenchLitmus.of(of.program(), of.size()).orElseThrow());
      ImmutableList<String> command =
          ImmutableList.of(path.command(NAME), "-conf", "linux-kernel.cfg", test.toString());
      return row(of, MeasuredProcess.run(command, memoryModel, limit));
    }
  }

  private static BenchRow row(BenchCase of, MeasuredProcess process) {
    BenchCost cost = BenchCost.of(process);
    Matcher witnesses = WITNESSES.matcher(process.out());
    if (!process.succeeded() || !witnesses.find()) {
      return BenchRow.unanswered(of, NAME, cost, process.complaint());
    }
    long count = Long.parseLong(witnesses.group(1)) + Long.parseLong(witnesses.group(2));
    return BenchRow.counted(of, NAME, count, cost, "");
  }
}

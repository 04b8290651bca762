package dev.kaboom.cli;

import com.google.common.base.Splitter;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * herd7 on the families of litmus tests, under the kernel's model as the kernel ships it. The
 * executions that it counts are the witnesses for and against the test's condition.
 */
final class BenchHerd {
  private static final Pattern WITNESSES =
      Pattern.compile("(?m)^Positive: ([0-9]{1,18}) Negative: ([0-9]{1,18})$");
  private static final String NAME = "herd7";

  private final Path program;
  private final Path memoryModel;
  private final Duration limit;

  private BenchHerd(Path program, Path memoryModel, Duration limit) {
    this.program = program;
    this.memoryModel = memoryModel;
    this.limit = limit;
  }

  /**
   * herd7, if it is on the PATH.
   *
   * @param memoryModel where it runs, as it looks for {@code linux-kernel.cfg} there
   */
  static Optional<BenchHerd> find(Path memoryModel, Duration limit) {
    return Splitter.on(':')
        .omitEmptyStrings()
        .splitToStream(Strings.nullToEmpty(System.getenv("PATH")))
        .map(folder -> Path.of(folder, NAME).toAbsolutePath())
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst()
        .map(file -> new BenchHerd(file, memoryModel, limit));
  }

  /** Runs a case, if it can be given to herd7. */
  Optional<BenchRow> run(BenchCase of) throws IOException, InterruptedException {
    Optional<String> test = BenchLitmus.of(of.program(), of.size());
    if (of.machine() != Machine.LKMM || test.isEmpty()) {
      return Optional.empty();
    }
    Path file = Files.createTempFile("kaboom-bench", ".litmus");
    try {
      Files.writeString(file, test.get());
      return Optional.of(
          row(
              of,
              MeasuredProcess.run(
                  ImmutableList.of(
                      program.toString(), "-conf", "linux-kernel.cfg", file.toString()),
                  memoryModel,
                  limit)));
    } finally {
      Files.delete(file);
    }
  }

  private static BenchRow row(BenchCase of, MeasuredProcess process) {
    Matcher witnesses = WITNESSES.matcher(process.out());
    if (!process.finished()) {
      return BenchRow.unanswered(of, NAME, process, "not ended in time");
    }
    if (process.exitCode() != 0 || !witnesses.find()) {
      return BenchRow.unanswered(of, NAME, process, process.complaint());
    }
    return new BenchRow(
        of,
        NAME,
        OptionalLong.of(Long.parseLong(witnesses.group(1)) + Long.parseLong(witnesses.group(2))),
        process.cpuSeconds(),
        OptionalLong.empty(),
        process.peakBytes(),
        OptionalDouble.empty(),
        "");
  }
}

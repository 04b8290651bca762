package dev.kaboom.cli;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process did from its start to its end. Processor time is what the system charged this
 * process for its children, so that only one may run at a time; memory is looked at every few
 * milliseconds. Both are known on Linux only (proc(5)).
 *
 * @param finished whether it ended by itself
 * @param cpuSeconds user and system time, its own children's included
 * @param peakBytes the most memory that was resident
 */
record MeasuredProcess(
    boolean finished,
    int exitCode,
    String out,
    String err,
    OptionalDouble cpuSeconds,
    OptionalLong peakBytes) {
  private static final int SAMPLE_MILLIS = 5;

  /** Of /proc/PID/stat in a second: USER_HZ, which is 100 wherever a JDK 17 runs. */
  private static final double TICKS = 100;

  /** Fields of /proc/PID/stat after the name, which may hold blanks and parentheses. */
  private static final int CHILDREN_USER = 13;

  private static final int CHILDREN_SYSTEM = 14;
  private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+([0-9]{1,15}) kB$");

  /** Runs a command in a directory; kills it when the time is over. */
  static MeasuredProcess run(ImmutableList<String> command, Path directory, Duration limit)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("kaboom-bench", ".out");
    Path err = Files.createTempFile("kaboom-bench", ".err");
    try {
      OptionalDouble before = childrenSeconds();
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      Thread killer = new Thread(() -> kill(process));
      Runtime.getRuntime().addShutdownHook(killer);
      long end = System.nanoTime() + limit.toNanos();
      OptionalLong peak = OptionalLong.empty();
      boolean finished = false;
      try {
        while (!finished && System.nanoTime() < end) {
          OptionalLong now = peakBytes(process.pid());
          peak = now.isPresent() ? now : peak;
          finished = process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
        }
      } finally {
        kill(process);
        Runtime.getRuntime().removeShutdownHook(killer);
      }
      int exitCode = process.waitFor();
      return new MeasuredProcess(finished, exitCode, text(out), text(err), since(before), peak);
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Whether it ended by itself and found nothing wrong. */
  boolean succeeded() {
    return finished && exitCode == 0;
  }

  /** Why it did not answer: the first line that it wrote to stderr, or its exit code. */
  String complaint() {
    if (!finished) {
      return "not ended in time";
    }
    return err.lines().findFirst().orElse("exit code " + exitCode);
  }

  /** Ends it, and first those that it has started: a compiler's parts, for example. */
  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static OptionalDouble since(OptionalDouble before) {
    OptionalDouble now = childrenSeconds();
    return before.isPresent() && now.isPresent()
        ? OptionalDouble.of(now.getAsDouble() - before.getAsDouble())
        : OptionalDouble.empty();
  }

  private static OptionalDouble childrenSeconds() {
    String stat = proc("self/stat");
    List<String> fields =
        Splitter.on(' ').splitToList(stat.substring(stat.lastIndexOf(')') + 1).strip());
    return fields.size() <= CHILDREN_SYSTEM
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            (Long.parseLong(fields.get(CHILDREN_USER))
                    + Long.parseLong(fields.get(CHILDREN_SYSTEM)))
                / TICKS);
  }

  private static OptionalLong peakBytes(long pid) {
    Matcher peak = PEAK.matcher(proc(pid + "/status"));
    return peak.find()
        ? OptionalLong.of(Long.parseLong(peak.group(1)) << 10)
        : OptionalLong.empty();
  }

  /** A file of the proc file system; "" where there is none, or when its process has ended. */
  private static String proc(String file) {
    try {
      return Files.readString(Path.of("/proc", file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}

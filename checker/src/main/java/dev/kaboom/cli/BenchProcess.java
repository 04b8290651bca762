package dev.kaboom.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Runs a case of {@code kaboom bench} as a user would: {@code check} in a process of its own, with
 * the virtual machine, its options and the classes of this one. So the figures hold the start and
 * the compilation of a cold process.
 */
final class BenchProcess {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path HERE = Path.of("").toAbsolutePath();

  /** More passes through a loop than any program makes at any size of the table. */
  private static final int PASSES = 20;

  /** What a process gets beyond the limit that its search has: it starts and reports. */
  private static final long SPARE_SECONDS = 20;

  private final Path programs;
  private final long secondsMax;

  /** Takes the folder of the programs, and how long a search may take. */
  BenchProcess(Path programs, long secondsMax) {
    this.programs = programs;
    this.secondsMax = secondsMax;
  }

  /** The model of a case. */
  Path file(BenchCase of) {
    return programs.resolve(of.program() + ".c");
  }

  /** Checks the model of a case. */
  BenchRow run(BenchCase of) throws IOException, InterruptedException {
    MeasuredProcess process =
        MeasuredProcess.run(command(of), HERE, Duration.ofSeconds(secondsMax + SPARE_SECONDS));
    String tool = of.engine().label();
    return (process.finished() ? json(process.out()) : Optional.<JsonNode>empty())
        .map(answer -> row(of, process, answer))
        .orElseGet(() -> BenchRow.unanswered(of, tool, BenchCost.of(process), process.complaint()));
  }

  private ImmutableList<String> command(BenchCase of) {
    return ImmutableList.<String>builder()
        .add(ProcessHandle.current().info().command().orElse(java()))
        .addAll(virtualMachineOptions())
        .add("-cp", System.getProperty("java.class.path"), Main.class.getName())
        .add("check", file(of).toString(), "-D", "N=" + of.size())
        .add("--machine", of.machine().label(), "--compiler", "source")
        .add("--engine", of.engine().label(), "--unroll", "" + PASSES, "--jobs", "1")
        .add("--max-seconds", "" + secondsMax, "--format", "json", "--json-memory")
        .build();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Those of this process; an agent, such as a debugger, cannot serve two. */
  private static ImmutableList<String> virtualMachineOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-agent") && !option.startsWith("-javaagent"))
        .collect(ImmutableList.toImmutableList());
  }

  private static Optional<JsonNode> json(String out) {
    try {
      JsonNode node = MAPPER.readTree(out);
      return node.has("verdict") ? Optional.of(node) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static BenchRow row(BenchCase of, MeasuredProcess process, JsonNode answer) {
    String tool = of.engine().label();
    String verdict = answer.path("verdict").asText();
    String reason = answer.path("reason").asText("");
    JsonNode explored = answer.path("explored");
    BenchCost cost = BenchCost.of(process).withStore(explored.path("bytes").asLong());
    if (verdict.equals("inconclusive")) {
      return BenchRow.unanswered(of, tool, cost, reason);
    }
    JsonNode count =
        explored.has("executions") ? explored.get("executions") : explored.path("states");
    String problem = verdict.equals("holds") ? "" : verdict + ": " + reason;
    return BenchRow.counted(of, tool, count.asLong(), cost, problem);
  }
}

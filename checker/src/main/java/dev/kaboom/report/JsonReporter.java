package dev.kaboom.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kaboom.check.Checked;
import dev.kaboom.check.Expected;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.property.Expectation.Observation;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.PropertyResult;
import dev.kaboom.verdict.Statistics;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Trace;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One JSON object a line and check. Fields that do not apply are null, never absent. */
public final class JsonReporter implements Reporter {
  private final PrintWriter out;
  private final @Nullable Function<Checked, String> key;
  private final Tables tables;
  private final ObjectMapper mapper = new ObjectMapper();

  /** Whether {@code explored} has the field {@code bytes}, what the tables of the states took. */
  public enum Tables {
    UNTOLD,
    TOLD
  }

  public JsonReporter(PrintWriter out) {
    this.out = out;
    this.key = null;
    this.tables = Tables.UNTOLD;
  }

  /**
   * A reporter whose objects have one more field.
   *
   * @param key what stands for all that the result depends on
   * @param tables whether the memory of the states is told
   */
  public JsonReporter(PrintWriter out, Function<Checked, String> key, Tables tables) {
    this.out = out;
    this.key = key;
    this.tables = tables;
  }

  @Override
  public void restored(Restored result) {
    out.print(result.json() + "\n");
    out.flush();
  }

  @Override
  public void checked(Checked check) {
    try {
      out.print(mapper.writeValueAsString(object(check)) + "\n");
      out.flush();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void endOfFile() {}

  @Override
  public void end() {
    out.flush();
  }

  private ObjectNode object(Checked check) {
    CheckResult result = check.result();
    ObjectNode node = mapper.createObjectNode();
    node.put("file", check.file());
    node.put("test", result.model().program().name());
    node.put("machine", result.machine().label());
    node.put("compiler", result.compiler().label());
    node.put("verdict", result.verdict().label());
    boolean observed = result.observation() != Observation.NONE;
    node.put("observation", observed ? Expected.title(result.observation()) : null);
    node.put("expected", check.hasExpectation() ? check.expected().text() : null);
    node.put("matches", check.outcome() == Checked.Outcome.PASSED);
    ArrayNode states = node.putArray("states");
    result.states().forEach(states::add);
    node.put("positive", result.positive());
    node.put("negative", result.negative());
    ArrayNode flags = node.putArray("flags");
    result.flags().forEach(flags::add);
    putProperties(node.putArray("properties"), result);
    ObjectNode explored = node.putObject("explored");
    putExplored(explored, result.statistics());
    if (tables == Tables.TOLD) {
      explored.put("bytes", result.statistics().storeBytes());
    }
    node.put("seconds", Math.round(result.statistics().seconds() * 1000) / 1000.0);
    putVerdict(node, result);
    node.put("variant", check.variant().name());
    if (key != null) {
      node.put("key", key.apply(check));
    }
    return node;
  }

  private static void putProperties(ArrayNode properties, CheckResult result) {
    for (PropertyResult property : result.properties()) {
      ObjectNode node = properties.addObject();
      node.put("name", property.name());
      node.put("kind", property.kind());
      node.put("verdict", property.verdict());
    }
  }

  private static void putExplored(ObjectNode node, Statistics statistics) {
    if (statistics.executions() > 0) {
      node.put("executions", statistics.executions());
    } else {
      node.put("states", statistics.states());
    }
    node.put("transitions", statistics.transitions());
  }

  private static void putVerdict(ObjectNode node, CheckResult result) {
    if (result.verdict() instanceof Verdict.Inconclusive inconclusive) {
      node.put("reason", inconclusive.reason());
    } else if (result.verdict() instanceof Verdict.Violated violated) {
      node.put("reason", reason(violated.violation()));
    } else {
      node.putNull("reason");
    }
    ArrayNode steps = node.putArray("trace");
    if (result.verdict() instanceof Verdict.Violated violated) {
      putTrace(steps, violated.trace(), result.model().program().memory());
      boolean empty = violated.schedule().labels().isEmpty();
      node.put("schedule", empty ? null : violated.schedule().toString());
    } else {
      node.putNull("schedule");
    }
  }

  private static String reason(Violation violation) {
    return Expected.kindLabel(violation.kind()) + ": " + violation.name();
  }

  private static void putTrace(ArrayNode steps, Trace trace, Memory memory) {
    for (Step step : trace.steps()) {
      ObjectNode node = steps.addObject();
      node.put("label", step.label());
      node.put("kind", step.kind().name().toLowerCase(Locale.ROOT));
      node.put("cpu", step.cpu());
      node.put("depth", step.depth());
      node.put("file", step.at().file());
      node.put("line", step.at().line());
      node.put("function", step.at().function());
      node.put("action", step.action());
      ArrayNode effects = node.putArray("effects");
      for (Step.Effect effect : step.effects()) {
        Location cell = memory.locations().get(effect.location());
        ObjectNode entry = effects.addObject();
        entry.put("kind", effect.kind().name().toLowerCase(Locale.ROOT));
        entry.put("cell", cell.name());
        entry.put("value", memory.describe(effect.value(), cell.pointer()));
      }
    }
  }
}

package dev.kaboom.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableList;
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
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line and check. Fields that do not apply are null, never absent.
 *
 * <p>Fields are written one after the other: a tree of objects and what maps them take a tenth of a
 * second to start.
 */
public final class JsonReporter implements Reporter {
  private final PrintWriter out;
  private final @Nullable Function<Checked, String> key;
  private final Tables tables;
  private final JsonFactory factory = new JsonFactory();

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
    StringWriter line = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(line)) {
      put(json, check);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.print(line + "\n");
    out.flush();
  }

  @Override
  public void endOfFile() {}

  @Override
  public void end() {
    out.flush();
  }

  private void put(JsonGenerator json, Checked check) throws IOException {
    CheckResult result = check.result();
    json.writeStartObject();
    putWhatWasExpected(json, check);
    putStrings(json, "states", result.states());
    putCount(json, "positive", result.positive());
    putCount(json, "negative", result.negative());
    putStrings(json, "flags", result.flags());
    putProperties(json, result);
    putExplored(json, result.statistics());
    json.writeNumberField("seconds", Math.round(result.statistics().seconds() * 1000) / 1000.0);
    putVerdict(json, result);
    json.writeStringField("variant", check.variant().name());
    if (key != null) {
      json.writeStringField("key", key.apply(check));
    }
    json.writeEndObject();
  }

  private static void putWhatWasExpected(JsonGenerator json, Checked check) throws IOException {
    CheckResult result = check.result();
    json.writeStringField("file", check.file());
    json.writeStringField("test", result.model().program().name());
    json.writeStringField("machine", result.machine().label());
    json.writeStringField("compiler", result.compiler().label());
    json.writeStringField("verdict", result.verdict().label());
    boolean observed = result.observation() != Observation.NONE;
    json.writeStringField("observation", observed ? Expected.title(result.observation()) : null);
    json.writeStringField("expected", check.hasExpectation() ? check.expected().text() : null);
    json.writeBooleanField("matches", check.outcome() == Checked.Outcome.PASSED);
  }

  private static void putStrings(JsonGenerator json, String name, Iterable<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static void putCount(JsonGenerator json, String name, @Nullable Long count)
      throws IOException {
    if (count == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, count);
    }
  }

  private static void putProperties(JsonGenerator json, CheckResult result) throws IOException {
    json.writeArrayFieldStart("properties");
    for (PropertyResult property : result.properties()) {
      json.writeStartObject();
      json.writeStringField("name", property.name());
      json.writeStringField("kind", property.kind());
      json.writeStringField("verdict", property.verdict());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void putExplored(JsonGenerator json, Statistics statistics) throws IOException {
    json.writeObjectFieldStart("explored");
    if (statistics.executions() > 0) {
      json.writeNumberField("executions", statistics.executions());
    } else {
      json.writeNumberField("states", statistics.states());
    }
    json.writeNumberField("transitions", statistics.transitions());
    if (tables == Tables.TOLD) {
      json.writeNumberField("bytes", statistics.storeBytes());
    }
    json.writeEndObject();
  }

  private static void putVerdict(JsonGenerator json, CheckResult result) throws IOException {
    if (result.verdict() instanceof Verdict.Violated violated) {
      json.writeStringField("reason", reason(violated.violation()));
      putTrace(json, violated.trace(), result.model().program().memory());
      boolean empty = violated.schedule().labels().isEmpty();
      json.writeStringField("schedule", empty ? null : violated.schedule().toString());
      return;
    }
    json.writeStringField(
        "reason",
        result.verdict() instanceof Verdict.Inconclusive inconclusive
            ? inconclusive.reason()
            : null);
    putStrings(json, "trace", ImmutableList.of());
    json.writeNullField("schedule");
  }

  private static String reason(Violation violation) {
    return Expected.kindLabel(violation.kind()) + ": " + violation.name();
  }

  private static void putTrace(JsonGenerator json, Trace trace, Memory memory) throws IOException {
    json.writeArrayFieldStart("trace");
    for (Step step : trace.steps()) {
      json.writeStartObject();
      json.writeStringField("label", step.label());
      json.writeStringField("kind", step.kind().name().toLowerCase(Locale.ROOT));
      json.writeNumberField("cpu", step.cpu());
      json.writeNumberField("depth", step.depth());
      json.writeStringField("file", step.at().file());
      json.writeNumberField("line", step.at().line());
      json.writeStringField("function", step.at().function());
      json.writeStringField("action", step.action());
      putEffects(json, step, memory);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void putEffects(JsonGenerator json, Step step, Memory memory) throws IOException {
    json.writeArrayFieldStart("effects");
    for (Step.Effect effect : step.effects()) {
      Location cell = memory.locations().get(effect.location());
      json.writeStartObject();
      json.writeStringField("kind", effect.kind().name().toLowerCase(Locale.ROOT));
      json.writeStringField("cell", cell.name());
      json.writeStringField("value", memory.describe(effect.value(), cell.pointer()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}

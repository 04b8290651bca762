package dev.kaboom.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checked;
import dev.kaboom.verdict.Verdict;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), for code scanning. A result for
 * each finding, with its trace as a code flow of one thread flow a CPU. An expected violation is a
 * suppressed note; an inconclusive check is an {@code open} result; what could not be checked is a
 * notification, and the invocation was not successful. What holds as expected is no result.
 */
public final class SarifReporter implements Reporter {
  static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

  private final PrintWriter out;
  private final CheckOptions options;
  private final ObjectMapper mapper = new ObjectMapper();
  private final ArrayNode results = mapper.createArrayNode();
  private final ArrayNode notifications = mapper.createArrayNode();
  private final List<Checked> ofFile = new ArrayList<>();

  /**
   * A reporter.
   *
   * @param options with which the checks are run: a replay needs the same bounds
   */
  public SarifReporter(PrintWriter out, CheckOptions options) {
    this.out = out;
    this.options = options;
  }

  @Override
  public void checked(Checked check) {
    ofFile.add(check);
  }

  @Override
  public void unchecked(Unchecked unchecked) {
    ObjectNode node = notifications.addObject();
    node.put("level", "error");
    node.putObject("message").put("text", SarifPlaces.message(unchecked.reason()));
    if (!unchecked.at().file().isEmpty()) {
      SarifPlaces.put(node.putArray("locations").addObject(), unchecked.at());
    }
  }

  @Override
  public void endOfFile() {
    Finding.of(ofFile).forEach(this::put);
    ofFile.clear();
  }

  @Override
  public void end() {
    endOfFile();
    try {
      out.print(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(log()) + "\n");
      out.flush();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode log() {
    ObjectNode log = mapper.createObjectNode();
    log.put("$schema", SCHEMA);
    log.put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver");
    driver.put("name", "Kaboom");
    @Nullable String version = SarifReporter.class.getPackage().getImplementationVersion();
    if (version != null) {
      driver.put("version", version);
    }
    SarifRules.put(driver.putArray("rules"));
    run.putObject("originalUriBaseIds")
        .putObject(SarifPlaces.HEADERS_BASE)
        .putObject("description")
        .put("text", "The kernel headers that ship inside Kaboom.");
    ObjectNode invocation = run.putArray("invocations").addObject();
    invocation.put("executionSuccessful", notifications.isEmpty());
    invocation.set("toolExecutionNotifications", notifications);
    run.set("results", results);
    return log;
  }

  private void put(Finding finding) {
    ObjectNode result = results.addObject();
    String rule = SarifRules.id(finding);
    result.put("ruleId", rule);
    result.put("ruleIndex", SarifRules.index(rule));
    putKind(result, finding);
    result.putObject("message").put("text", SarifPlaces.message(describe(finding)));
    SarifPlaces.put(result.putArray("locations").addObject(), finding.at(), finding);
    result.put("occurrenceCount", finding.checks().size());
    result.putObject("partialFingerprints").put("finding/v1", fingerprint(finding, rule));
    finding
        .violated()
        .filter(violated -> !violated.trace().steps().isEmpty())
        .ifPresent(
            violated ->
                SarifPlaces.putTrace(result.putArray("codeFlows"), violated.trace(), finding));
    putProperties(result.putObject("properties"), finding);
  }

  private static void putKind(ObjectNode result, Finding finding) {
    switch (finding.kind()) {
      case VIOLATION, MISMATCH -> result.put("kind", "fail").put("level", "error");
      case INCONCLUSIVE -> result.put("kind", "open").put("level", "none");
      case KNOWN -> {
        result.put("kind", "fail").put("level", "note");
        ObjectNode suppression = result.putArray("suppressions").addObject();
        suppression.put("kind", "external").put("status", "accepted");
        suppression.put("justification", "expected: " + finding.first().expected().text());
      }
    }
  }

  private static String describe(Finding finding) {
    String cause = finding.first().cause();
    String text = finding.where() + ": " + finding.sentence();
    return cause.isEmpty() ? text : text + "\ncause: " + cause;
  }

  /** What stays the same when lines move and other machines are checked as well. */
  private static String fingerprint(Finding finding, String rule) {
    String name = finding.violated().map(violated -> violated.violation().name()).orElse("");
    return String.join("|", finding.first().file(), finding.first().variant().name(), rule, name);
  }

  private void putProperties(ObjectNode properties, Finding finding) {
    Checked first = finding.first();
    properties.put("file", first.file());
    properties.put("test", first.result().model().program().name());
    properties.put("variant", first.variant().name());
    ArrayNode checks = properties.putArray("checks");
    for (Checked check : finding.checks()) {
      checks
          .addObject()
          .put("machine", check.result().machine().label())
          .put("compiler", check.result().compiler().label());
    }
    finding
        .violated()
        .filter(violated -> !violated.schedule().labels().isEmpty())
        .ifPresent(violated -> putReplay(properties, first, violated));
  }

  private void putReplay(ObjectNode properties, Checked first, Verdict.Violated violated) {
    properties.put("replay", ReplayLine.of(first, violated, options));
  }
}

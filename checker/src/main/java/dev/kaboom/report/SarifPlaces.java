package dev.kaboom.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kaboom.program.Position;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Trace;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Locations of a SARIF log and the executions that lead to them. */
final class SarifPlaces {
  /** The base of the headers that ship inside Kaboom: there is no such directory to open. */
  static final String HEADERS_BASE = "KABOOM_HEADERS";

  private SarifPlaces() {}

  /** A file and, where one is known, its line. */
  static void put(ObjectNode location, Position at, Finding finding) {
    if (at.file().isEmpty()) {
      return;
    }
    ObjectNode artifact = put(location, at);
    if (finding.isBundled(at)) {
      artifact.put("uriBaseId", HEADERS_BASE);
    }
  }

  /** The same for a file of the user's; gives what describes the file. */
  static ObjectNode put(ObjectNode location, Position at) {
    ObjectNode place = location.putObject("physicalLocation");
    ObjectNode artifact = place.putObject("artifactLocation");
    artifact.put("uri", uri(at.file()));
    if (at.line() > 0) {
      ObjectNode region = place.putObject("region");
      region.put("startLine", at.line());
      if (!at.text().isEmpty()) {
        region.putObject("snippet").put("text", at.text());
      }
    }
    return artifact;
  }

  /** A URI reference (RFC 3986), relative where the path is. */
  static String uri(String path) {
    try {
      if (path.startsWith("/")) {
        return new URI("file", "", path, null).toASCIIString();
      }
      String relative = new URI(null, null, "/" + path, null).toASCIIString().substring(1);
      int colon = relative.indexOf(':');
      boolean likeScheme = colon >= 0 && relative.lastIndexOf('/', colon) < 0;
      return likeScheme ? "./" + relative : relative;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(path, e);
    }
  }

  /** One thread flow for each CPU; {@code executionOrder} is the order of time across them. */
  static void putTrace(ArrayNode codeFlows, Trace trace, Finding finding) {
    ArrayNode threads = codeFlows.addObject().putArray("threadFlows");
    Map<Integer, ArrayNode> byCpu = new LinkedHashMap<>();
    List<Step> steps = trace.steps();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      ArrayNode locations =
          byCpu.computeIfAbsent(
              step.cpu(), cpu -> threads.addObject().put("id", "CPU " + cpu).putArray("locations"));
      ObjectNode node = locations.addObject();
      ObjectNode location = node.putObject("location");
      put(location, step.at(), finding);
      location.putObject("message").put("text", message(describe(step)));
      node.put("nestingLevel", step.depth());
      node.put("executionOrder", i + 1);
    }
  }

  /**
   * A text as a SARIF message has it: braces stand for placeholders (section 3.11.5), and a text in
   * brackets before one in parentheses would be a link (3.11.6).
   */
  static String message(String text) {
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (");
  }

  private static String describe(Step step) {
    return switch (step.kind()) {
      case ENTER -> step.action() + " begins";
      case FLUSH -> "reaches memory: " + step.action();
      case INSTRUCTION, PERFORM, SPECULATE -> step.action();
    };
  }
}

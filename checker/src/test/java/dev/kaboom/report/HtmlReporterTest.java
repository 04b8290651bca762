package dev.kaboom.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checked;
import dev.kaboom.check.Expected;
import dev.kaboom.check.Variant;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Machine;
import dev.kaboom.verdict.Schedule;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Step.Effect;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The HTML page as text. */
class HtmlReporterTest {
  private static final Pattern SCRIPT = Pattern.compile("(?s)<script>(.*?)</script>");
  private static final Pattern STYLE = Pattern.compile("(?s)<style>(.*?)</style>");
  private static final Pattern DATA =
      Pattern.compile("(?s)<script type=\"application/json\" id=\"data\">(.*?)</script>");
  private static final Pattern FOREIGN =
      Pattern.compile(
          "(?i)<[^>]*\\b(?:src|srcset|action|data|poster)\\s*=|href=\"[^#]|url\\((?!#)|@import"
              + "|import\\s*\\(|fetch\\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon");
  private static final Pattern UNSAFE =
      Pattern.compile(
          "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|Function\\(");

  private static String page(Checked... checks) {
    StringWriter text = new StringWriter();
    HtmlReporter reporter =
        new HtmlReporter(
            new PrintWriter(text),
            CheckOptions.defaults(),
            (model, file) -> Optional.of("line 1 of " + file + "\nline 2\n"));
    for (Checked check : checks) {
      reporter.checked(check);
    }
    reporter.endOfFile();
    reporter.unchecked(Unchecked.of("bad.c", "bad.c:1:2: error: <b>no</b> type"));
    reporter.end();
    return text.toString();
  }

  private static Checked check(String name, Verdict verdict, Sample sample) {
    return new Checked(
        name + ".c",
        new Variant("v", ImmutableMap.of("X", "1")),
        sample.result(Machine.LKMM, Compiler.SOURCE, verdict),
        Expected.NOTHING,
        "the cause of <it>");
  }

  private static Checked violated(String name) {
    Sample sample =
        Sample.model(name)
            .cell(name, 0)
            .context("cpu0", "CPU(0)", ContextKind.PROCESS, 0)
            .context("nmi0", "NMI(0)", ContextKind.NMI, 0)
            .step("cpu0", 0, 0, name + ":1", "WRITE_ONCE(" + name + ", 1)")
            .effect(Effect.Kind.WRITE, name, 1)
            .step("nmi0", Step.Kind.ENTER, 1, 1, "", "<NMI>")
            .step("cpu0", 1, 1, "crash:2", "READ_ONCE(" + name + ") /* 1 */");
    Verdict.Violated violated = sample.violated(Violation.Kind.ALWAYS, "never " + name);
    Verdict.Violated graph =
        new Verdict.Violated(
            violated.violation(), violated.trace(), new Schedule(ImmutableList.of()));
    return check(name, graph, sample);
  }

  private static String group(Pattern pattern, String page) {
    return pattern.matcher(page).results().map(m -> m.group(1)).findFirst().orElseThrow();
  }

  private static JsonNode data(String page) throws IOException {
    return new ObjectMapper().readTree(group(DATA, page));
  }

  private static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group).toList();
  }

  @Test
  void aSmallPageIsAsRecorded() {
    String page = page(violated("x"), check("y", new Verdict.Holds(), Sample.model("y")));
    String style = group(STYLE, page);
    String script = group(SCRIPT, page);
    String own = page.replace(style, "").replace(script, "").replaceAll("sha256-[^']*", "sha256-");
    Golden.check("report/page.html", own);
    assertEquals(page, page(violated("x"), check("y", new Verdict.Holds(), Sample.model("y"))));
  }

  @Test
  void textFromModelsStaysText() throws IOException {
    for (String name :
        List.of(
            "<script>alert(1)</script>",
            "</script><img/onerror=alert(1)>",
            "<!--<script>",
            "\"'&amp;\u2028]]>",
            "%s%n")) {
      String page = page(violated(name));
      assertEquals(2, found(Pattern.compile("(?i)<script"), page).size(), name);
      assertEquals(2, found(Pattern.compile("(?i)</script"), page).size(), name);
      assertFalse(page.contains("<img") || page.contains("<b>") || page.contains("<!--"), name);
      JsonNode story = data(page).path("stories").path(0);
      assertEquals(
          "WRITE_ONCE(" + name + ", 1)", story.path("steps").path(0).path("action").asText());
      assertTrue(story.path("headline").asText().contains("never " + name));
    }
  }

  @Test
  void thePageLoadsNothing() {
    String page = page(violated("x"));
    assertEquals(List.of(), found(FOREIGN, page.replace(group(DATA, page), "")));
    assertFalse(page.contains("http:") || page.contains("https:"));
    assertEquals(List.of(), found(UNSAFE, page));
    assertNotEquals(List.of(), found(FOREIGN, "<img src='//x'>"));
    assertNotEquals(List.of(), found(FOREIGN, "body { background: url(x.png) }"));
    assertNotEquals(List.of(), found(UNSAFE, "node.innerHTML = text;"));
  }

  @Test
  void thePolicyAllowsTheOneScriptAndTheOneStyleOnly() {
    String page = page(violated("x"));
    assertTrue(page.contains("content=\"default-src 'none'; style-src 'sha256-"));
    for (Pattern block : List.of(SCRIPT, STYLE)) {
      byte[] hash =
          Hashing.sha256().hashString(group(block, page), StandardCharsets.UTF_8).asBytes();
      assertTrue(page.contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'"));
    }
  }

  @Test
  void sourceFilesAreInThePageOnce() throws IOException {
    JsonNode data = data(page(violated("x"), violated("x")));
    assertEquals(2, data.path("stories").size());
    assertEquals(1, data.path("files").size());
    assertEquals("line 1 of x.c", data.path("files").path(0).path("lines").path(0).asText());
  }
}

package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kaboom.report.Chromium;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The HTML page in a browser. Skipped where there is no Chromium, unless KABOOM_REQUIRE_CHROMIUM is
 * set. Pictures of what the tests see are left in {@code target/html}.
 */
class HtmlPageTest {
  private static final Path FOLDER = Path.of("target", "html");
  private static final Path VMCS = Path.of("../models/kvm/loaded_vmcs/loaded_vmcs.c");
  private static final Path RING = Path.of("src/test/resources/dev/kaboom/cli/graphs/SB.litmus");
  private static Optional<Chromium> browser = Optional.empty();

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Optional<Path> program = Chromium.program();
    if (System.getenv("KABOOM_REQUIRE_CHROMIUM") == null) {
      Assumptions.assumeTrue(program.isPresent(), "no Chromium on the PATH: the page is not tried");
    }
    assertTrue(program.isPresent(), "KABOOM_REQUIRE_CHROMIUM is set, but there is none");
    Files.createDirectories(FOLDER);
    Path profile = Files.createTempDirectory("kaboom-chromium");
    browser = Optional.of(Chromium.start(program.get(), profile));
    check("vmcs.html", 1, VMCS.toString(), "-D", "CRASH", "-m", "sc", "--compiler", "cppo");
    check("sb.html", 1, RING.toString(), "-m", "tso,lkmm");
  }

  @AfterAll
  static void stop() {
    browser.ifPresent(Chromium::close);
  }

  private static void check(String page, int exit, String... arguments) {
    StringWriter out = new StringWriter();
    PrintWriter writer = new PrintWriter(out);
    Console console = new Console(writer, writer, Console.Kind.OTHER, Console.Kind.OTHER);
    String[] all = new String[arguments.length + 3];
    all[0] = "check";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    all[arguments.length + 1] = "--html";
    all[arguments.length + 2] = FOLDER.resolve(page).toString();
    int code = Kaboom.run(console, Wiring.services(), all);
    assertEquals(exit, code, out::toString);
  }

  private static Chromium open(String page, int width) throws IOException, InterruptedException {
    Chromium chromium = browser.orElseThrow();
    chromium.scheme("light");
    chromium.size(width, 1000);
    chromium.open(FOLDER.resolve(page));
    return chromium;
  }

  private static String said(Chromium chromium) throws IOException, InterruptedException {
    return chromium.evaluate("document.getElementById('now').textContent").asText();
  }

  private static void keep(Chromium chromium, String name)
      throws IOException, InterruptedException {
    Files.write(FOLDER.resolve(name + ".png"), chromium.screenshot());
  }

  private static JsonNode in(Chromium chromium, String expression)
      throws IOException, InterruptedException {
    return chromium.evaluate(expression);
  }

  @Test
  void keysAndButtonsStep() throws IOException, InterruptedException {
    Chromium chromium = open("vmcs.html", 1280);
    assertTrue(said(chromium).startsWith("Step 1 of "), said(chromium));
    chromium.press("ArrowRight");
    chromium.press("ArrowRight");
    assertTrue(said(chromium).startsWith("Step 3 of "), said(chromium));
    chromium.press("ArrowLeft");
    assertTrue(said(chromium).startsWith("Step 2 of "), said(chromium));
    chromium.click("button[title^='One step on']");
    assertTrue(said(chromium).startsWith("Step 3 of "), said(chromium));
    chromium.click("button[title='To the end']");
    assertTrue(said(chromium).contains("violated"), said(chromium));
    keep(chromium, "light");
    chromium.click(".cuts input");
    keep(chromium, "cuts");
    assertEquals(List.of(), chromium.complaints());
  }

  @Test
  void theLineMemoryAndListsFollowTheStep() throws IOException, InterruptedException {
    Chromium chromium = open("vmcs.html", 1280);
    JsonNode lines =
        in(
            chromium,
            """
            data = JSON.parse(document.getElementById("data").textContent);
            data.stories[0].steps.map((step) => {
              document.querySelector("[title^='One step on']").click();
              const line = document.querySelector(".code .here .number");
              return [line ? line.textContent : "", step.line];
            })""");
    assertTrue(lines.size() > 5, lines::toString);
    for (int i = 1; i + 1 < lines.size(); i++) {
      int wanted = lines.path(i + 1 < lines.size() ? i + 1 : i).path(1).asInt();
      String shown = lines.path(i).path(0).asText();
      assertTrue(wanted == 0 || shown.equals(Integer.toString(wanted)), lines::toString);
    }
    assertTrue(in(chromium, "document.querySelectorAll('.trace .handler').length").asInt() > 3);
    assertTrue(in(chromium, "document.querySelectorAll('.lists .arrow.bad').length").asInt() > 0);
    assertEquals(List.of(), chromium.complaints());
  }

  @Test
  void theSliderMovesTheNmi() throws IOException, InterruptedException {
    Chromium chromium = open("vmcs.html", 1280);
    String says = "document.querySelector('.cuts .says').textContent";
    String own = in(chromium, says).asText();
    assertTrue(own.contains("This is the trace above.") && own.contains("Violated"), own);
    in(chromium, "document.querySelector('.cuts input').focus()");
    chromium.press("ArrowRight");
    String later = in(chromium, says).asText();
    assertNotEquals(own, later);
    assertTrue(later.contains("The trace above does not come here."), later);
    assertTrue(said(chromium).startsWith("Step 1 of "), said(chromium));
    JsonNode ticks = in(chromium, "document.querySelectorAll('.tick.good').length");
    assertTrue(ticks.asInt() > 0, ticks::toString);
    assertEquals(List.of(), chromium.complaints());
  }

  @ParameterizedTest
  @ValueSource(strings = {"vmcs.html", "sb.html"})
  void aPhoneDoesNotScrollSideways(String page) throws IOException, InterruptedException {
    Chromium chromium = open(page, 360);
    int stories = in(chromium, "document.querySelectorAll('[data-story]').length").asInt();
    for (int story = 0; story < stories; story++) {
      in(chromium, "document.querySelectorAll('[data-story]')[" + story + "].click()");
      chromium.click("button[title='To the end']");
      JsonNode width = in(chromium, "document.documentElement.scrollWidth");
      assertTrue(width.asInt() <= 360, page + " is " + width + " wide");
    }
    in(chromium, "document.querySelector('.controls').scrollIntoView()");
    keep(chromium, "phone-" + page);
    assertEquals(List.of(), chromium.complaints());
  }

  @Test
  void whatGoesWrongInAPageIsSeen() throws IOException, InterruptedException {
    Chromium chromium = open("sb.html", 360);
    in(chromium, "document.body.insertAdjacentHTML('beforeend', '<img src=//kaboom.invalid/x>')");
    in(chromium, "console.error('broken')");
    in(
        chromium,
        "document.body.append(Object.assign(document.createElement('pre'), {textContent:"
            + " 'x'.repeat(500)}))");
    String complaints = chromium.complaints().toString();
    assertTrue(complaints.contains("Content Security Policy"), complaints);
    assertTrue(complaints.contains("broken"), complaints);
    assertTrue(in(chromium, "document.documentElement.scrollWidth").asInt() > 360);
  }

  @Test
  void darkIsDark() throws IOException, InterruptedException {
    Chromium chromium = open("vmcs.html", 1280);
    String colour = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3)";
    String brightness = colour + ".every((part) => part > 128)";
    assertTrue(in(chromium, brightness).asBoolean());
    chromium.scheme("dark");
    assertTrue(!in(chromium, brightness).asBoolean());
    chromium.click("button[title='To the end']");
    keep(chromium, "dark");
  }

  @Test
  void aGraphShowsItsCycle() throws IOException, InterruptedException {
    Chromium chromium = open("sb.html", 1280);
    in(chromium, "[...document.querySelectorAll('[data-story]')].pop().click()");
    assertTrue(
        in(chromium, "document.querySelectorAll('.graph .arrow.cycle').length").asInt() >= 4);
    String cycle = in(chromium, "document.querySelector('.graph').textContent").asText();
    assertTrue(cycle.contains("Cycle, which") && cycle.contains("forbids"), cycle);
    chromium.press("ArrowRight");
    assertEquals(1, in(chromium, "document.querySelectorAll('.graph .here').length").asInt());
    keep(chromium, "graph");
    assertEquals(List.of(), chromium.complaints());
  }

  @Test
  void storeBuffersAreShownUnderTso() throws IOException, InterruptedException {
    Chromium chromium = open("sb.html", 1280);
    chromium.press("ArrowRight");
    String buffers = in(chromium, "document.querySelector('.cpus').textContent").asText();
    assertTrue(buffers.contains("store buffer") && buffers.contains(" = 1"), buffers);
    keep(chromium, "tso");
  }

  @Test
  void everyControlHasANameAndTheFocusIsSeen() throws IOException, InterruptedException {
    Chromium chromium = open("vmcs.html", 1280);
    JsonNode nameless =
        in(
            chromium,
            """
            [...document.querySelectorAll("button, input, svg[role], [role=region], [role=group]")]
              .filter((e) => !(e.getAttribute("aria-label") || e.textContent.trim()
                || (e.labels && e.labels.length > 0)))
              .map((e) => e.outerHTML)""");
    assertEquals("[]", nameless.toString());
    JsonNode heads = in(chromium, "document.querySelectorAll('th:not([scope])').length");
    assertEquals(0, heads.asInt());
    chromium.press("Tab");
    assertEquals("#viewer", in(chromium, "document.activeElement.getAttribute('href')").asText());
    chromium.press("Tab");
    chromium.press("Tab");
    String button = "document.activeElement.textContent";
    assertEquals("Step through CRASH sc cppo", in(chromium, button).asText());
    assertEquals(1, in(chromium, "document.querySelectorAll('#now[aria-live]').length").asInt());
  }
}

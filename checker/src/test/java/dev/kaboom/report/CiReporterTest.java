package dev.kaboom.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableMap;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checked;
import dev.kaboom.check.Expected;
import dev.kaboom.check.Variant;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Machine;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The formats that other programs read. */
class CiReporterTest {
  private static final Variant BEFORE = new Variant("before", ImmutableMap.of("BEFORE", "1"));
  private static final String OUTLIVES = "no VMCS outlives VMXOFF in the cache";
  private static final CheckOptions OPTIONS = CheckOptions.defaults();

  /** What breaks a format that does not escape it. */
  private static final String HOSTILE =
      "<a> & \"b\" 'c' ]]> # XFAIL 100%\r\n::error::x, y\nok 7\u0000\u001b[31m\u2028\ud83d\ude00é";

  private static final Unchecked MISTAKE =
      Unchecked.of(
          "models/bad.c",
          "models/bad.h:3:7: error: 'x' is not declared\n  x = 1;\n      ^\nhelp: declare it");

  private static String report(Function<PrintWriter, Reporter> made, List<Checked> checks) {
    StringWriter text = new StringWriter();
    Reporter reporter = made.apply(new PrintWriter(text));
    checks.forEach(reporter::checked);
    reporter.endOfFile();
    reporter.unchecked(MISTAKE);
    reporter.unchecked(Unchecked.of("gone.c", "gone.c: no such file or directory"));
    reporter.unchecked(Unchecked.interrupted("interrupted at vmclear.c sc source"));
    reporter.end();
    return text.toString();
  }

  private static Reporter junit(PrintWriter out) {
    return new JUnitReporter(out, OPTIONS);
  }

  private static Reporter ktap(PrintWriter out) {
    return new KtapReporter(out, OPTIONS);
  }

  private static Reporter sarif(PrintWriter out) {
    return new SarifReporter(out, OPTIONS);
  }

  private static Reporter annotations(PrintWriter out) {
    return new AnnotationReporter(new HerdReporter(new PrintWriter(new StringWriter())), out);
  }

  private static Checked check(
      Variant variant, Machine machine, Verdict verdict, Expected expected, String cause) {
    return new Checked(
        "models/kvm/vmclear.c",
        variant,
        Stories.vmclear().result(machine, Compiler.SOURCE, verdict),
        expected,
        cause);
  }

  /** Every way in which a check can end. */
  private static List<Checked> all() {
    Verdict violated = Stories.vmclear().violated(Violation.Kind.FINALLY, OUTLIVES);
    Verdict holds = new Verdict.Holds();
    Verdict late = new Verdict.Inconclusive("10 s (--max-seconds) were not enough");
    Expected bug = new Expected.OfVerdict("violated", OUTLIVES);
    Expected good = new Expected.OfVerdict("holds", "");
    Expected unknown = new Expected.OfVerdict("inconclusive", "");
    String cause = "NMI on CPU 0 between list_del() and vmcs_clear()";
    return List.of(
        check(BEFORE, Machine.SC, violated, bug, cause),
        check(BEFORE, Machine.TSO, violated, bug, cause),
        check(Variant.PLAIN, Machine.SC, holds, good, ""),
        check(Variant.PLAIN, Machine.TSO, violated, good, cause),
        check(Variant.PLAIN, Machine.LKMM, violated, Expected.NOTHING, cause),
        check(BEFORE, Machine.LKMM, holds, bug, ""),
        check(BEFORE, Machine.LKMM_6_1, late, bug, ""),
        check(Variant.PLAIN, Machine.LKMM_6_1, late, unknown, ""));
  }

  private static List<Checked> hostile() {
    Sample sample =
        Sample.model("x")
            .cell("x", 0)
            .context("cpu0", "CPU(0)", ContextKind.PROCESS, 0)
            .step("cpu0", 0, 0, "f:7", HOSTILE)
            .source(HOSTILE);
    Verdict violated = sample.violated(Violation.Kind.ASSERT, HOSTILE);
    Variant variant = new Variant(HOSTILE, ImmutableMap.of("X", HOSTILE));
    Expected expected = new Expected.OfVerdict("violated", HOSTILE);
    var bad = sample.result(Machine.SC, Compiler.SOURCE, violated);
    var late = sample.result(Machine.TSO, Compiler.SOURCE, new Verdict.Inconclusive(HOSTILE));
    return List.of(
        new Checked(HOSTILE, variant, bad, expected, HOSTILE),
        new Checked(HOSTILE, variant, bad, new Expected.OfVerdict("holds", ""), HOSTILE),
        new Checked(HOSTILE, variant, late, expected, ""));
  }

  @Test
  void eachFormatTellsEachOutcome() {
    Golden.check("report/ci.junit", report(CiReporterTest::junit, all()));
    Golden.check("report/ci.ktap", report(CiReporterTest::ktap, all()));
    Golden.check("report/ci.sarif", report(CiReporterTest::sarif, all()));
    Golden.check("report/ci.annotations", report(CiReporterTest::annotations, all()));
  }

  @Test
  void junitIsWellFormedAndItsCountsAreRight() throws Exception {
    for (List<Checked> checks : List.of(all(), hostile(), List.<Checked>of())) {
      String text = report(CiReporterTest::junit, checks);
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(text)));
      Element root = document.getDocumentElement();
      for (String[] pair :
          new String[][] {
            {"tests", "testcase"},
            {"failures", "failure"},
            {"errors", "error"},
            {"skipped", "skipped"}
          }) {
        assertEquals(
            Integer.parseInt(root.getAttribute(pair[0])),
            root.getElementsByTagName(pair[1]).getLength(),
            text);
      }
    }
  }

  @Test
  void ktapKeepsToItsGrammar() {
    assertEquals(all().size() + 3, KtapGrammar.read(report(CiReporterTest::ktap, all())));
    assertEquals(hostile().size() + 3, KtapGrammar.read(report(CiReporterTest::ktap, hostile())));
    assertEquals(3, KtapGrammar.read(report(CiReporterTest::ktap, List.of())));
  }

  @Test
  void sarifKeepsToItsSchema() throws IOException {
    for (List<Checked> checks : List.of(all(), hostile(), inHeader(), List.<Checked>of())) {
      String log = report(CiReporterTest::sarif, checks);
      assertEquals(Set.of(), mistakes(new ObjectMapper().readTree(log)), log);
    }
  }

  @Test
  void theSchemaBites() throws IOException {
    String log = report(CiReporterTest::sarif, all());
    for (String[] change :
        new String[][] {
          {"\"level\" : \"error\"", "\"level\" : \"bad\""},
          {"\"startLine\" : 88", "\"startLine\" : 0"},
          {"\"ruleIndex\"", "\"ruleNumber\""},
          {"\"executionOrder\" : 1", "\"executionOrder\" : \"first\""},
          {"\"name\" : \"Kaboom\"", "\"title\" : \"Kaboom\""},
          {"\"uri\" : \"models/kvm/vmclear.c\"", "\"uri\" : \"a b\""}
        }) {
      String seeded = log.replace(change[0], change[1]);
      assertFalse(mistakes(new ObjectMapper().readTree(seeded)).isEmpty(), change[1]);
    }
  }

  private static Set<ValidationMessage> mistakes(JsonNode log) throws IOException {
    try (InputStream text =
        CiReporterTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(text);
      return schema.validate(
          log, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
    }
  }

  @Test
  void urisAreEncodedAndAbsoluteOnlyForAbsolutePaths() {
    for (String[] pair :
        new String[][] {
          {"models/kvm/a.c", "models/kvm/a.c"},
          {"it's a #1 list%.c", "it's%20a%20%231%20list%25.c"},
          {"c:d.c", "./c:d.c"},
          {"a/c:d.c", "a/c:d.c"},
          {"/tmp/é.c", "file:///tmp/%C3%A9.c"},
          {"../a?.c", "../a%3F.c"},
          {"a\nb.c", "a%0Ab.c"}
        }) {
      assertEquals(pair[1], SarifPlaces.uri(pair[0]));
    }
  }

  @Test
  void noTextOfAModelIsAPlaceholderOrALinkInSarif() {
    for (String[] pair :
        new String[][] {
          {"r0 = a[0] /* 1 */", "r0 = a[0] /* 1 */"},
          {"({ x; }) {0}", "({{ x; }}) {{0}}"},
          {"[here](http://example.org)", "[here] (http://example.org)"}
        }) {
      assertEquals(pair[1], SarifPlaces.message(pair[0]));
    }
  }

  @Test
  void noTextOfAModelBecomesAWorkflowCommandOfItsOwn() {
    String log = report(CiReporterTest::annotations, hostile());
    assertEquals(5, log.lines().count(), log);
    log.lines().forEach(line -> assertTrue(line.startsWith("::error "), line));
    String first = log.lines().findFirst().orElseThrow();
    assertEquals(
        first.indexOf("::", 2), first.substring(0, first.indexOf("violated")).lastIndexOf("::"));
    assertTrue(first.contains("100%25%0D%0A::error::x"), first);
    assertTrue(first.contains("100%25%0D%0A%3A%3Aerror%3A%3Ax%2C y"), first);
  }

  @Test
  void aFindingInAHeaderOfKaboomsOwnIsShownInTheModel() {
    String log = report(CiReporterTest::annotations, inHeader());
    assertTrue(log.startsWith("::error file=m.c,title="), log);
    String sarif = report(CiReporterTest::sarif, inHeader());
    assertTrue(sarif.contains("\"uriBaseId\" : \"KABOOM_HEADERS\""), sarif);
  }

  private static List<Checked> inHeader() {
    Sample sample =
        Sample.model("linux/list")
            .cell("x", 0)
            .context("cpu0", "CPU(0)", ContextKind.PROCESS, 0)
            .step("cpu0", 0, 0, "list_del:7", "r0 = *NULL");
    Verdict violated = sample.violated(Violation.Kind.BAD_ACCESS, "NULL dereference");
    var result = sample.result(Machine.SC, Compiler.SOURCE, violated);
    return List.of(new Checked("m.c", Variant.PLAIN, result, Expected.NOTHING, ""));
  }

  @Test
  void messagesOfTheFrontEndAreTakenApart() {
    assertEquals("models/bad.h", MISTAKE.at().file());
    assertEquals(3, MISTAKE.at().line());
    assertEquals("'x' is not declared", MISTAKE.headline());
    Unchecked expectation = Unchecked.of("a.c", "a.expected:2: 'tos' is no machine");
    assertEquals("a.expected", expectation.at().file());
    assertEquals(2, expectation.at().line());
    Unchecked missing = Unchecked.of("a.c", "a.c: no such file or directory");
    assertEquals("no such file or directory", missing.reason());
    assertEquals(0, missing.at().line());
  }
}

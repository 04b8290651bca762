package dev.kaboom.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checked;
import dev.kaboom.check.Expected;
import dev.kaboom.check.Variant;
import dev.kaboom.explore.SearchOptions.Store;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Expectation.Observation;
import dev.kaboom.property.Quantifier;
import dev.kaboom.report.TextReporter.Detail;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ReporterTest {
  private static final Variant BEFORE = new Variant("before", ImmutableMap.of("BEFORE", "1"));
  private static final Variant PATCHED = new Variant("patched", ImmutableMap.of());
  private static final String OUTLIVES = "no VMCS outlives VMXOFF in the cache";
  private static final String CAUSE =
      "NMI on CPU 0 between `WRITE_ONCE(prev->next, next)` (__list_del(), vmclear.c:107) and"
          + " `vmcs_clear(v)` (__loaded_vmcs_clear(), vmclear.c:23)";

  private static void check(
      String golden, Function<PrintWriter, Reporter> reporter, List<Checked> checks) {
    StringWriter text = new StringWriter();
    Reporter made = reporter.apply(new PrintWriter(text));
    checks.forEach(made::checked);
    made.endOfFile();
    made.end();
    Golden.check("report/" + golden, text.toString());
  }

  private static Reporter text(PrintWriter out) {
    return new TextReporter(out, Palette.PLAIN, Detail.ALL);
  }

  private static List<Checked> vmclear() {
    Sample sample = Stories.vmclear();
    Verdict violated = sample.violated(Violation.Kind.FINALLY, OUTLIVES);
    CheckResult sc = sample.result(Machine.SC, Compiler.SOURCE, violated);
    CheckResult tso = sample.result(Machine.TSO, Compiler.SOURCE, violated);
    CheckResult holds = sample.result(Machine.SC, Compiler.SOURCE, new Verdict.Holds());
    CheckResult gaveUp =
        sample.result(
            Machine.SC,
            Compiler.CPPO,
            new Verdict.Inconclusive("1,000,000 states (--max-states) were not enough"));
    Expected bad = new Expected.OfVerdict("violated", OUTLIVES);
    Expected good = new Expected.OfVerdict("holds", "");
    return List.of(
        new Checked("models/kvm/vmclear.c", BEFORE, sc, bad, CAUSE),
        new Checked("models/kvm/vmclear.c", BEFORE, tso, bad, CAUSE),
        new Checked("models/kvm/vmclear.c", PATCHED, holds, good, ""),
        new Checked("models/kvm/vmclear.c", PATCHED, gaveUp, good, ""),
        new Checked("models/kvm/vmclear.c", PATCHED, holds, bad, ""));
  }

  private static List<Checked> storeBuffering() {
    Sample sample = Stories.storeBuffering().condition(Quantifier.NOT_EXISTS, "0:r0=0 /\\ 1:r0=0");
    CheckResult sc =
        sample.result(
            Machine.SC,
            new Verdict.Holds(),
            Observation.NEVER,
            0,
            "0:r0=0; 1:r0=1;",
            "0:r0=1; 1:r0=0;",
            "0:r0=1; 1:r0=1;");
    CheckResult tso =
        sample.result(
            Machine.TSO,
            sample.violated(Violation.Kind.CONDITION, "~exists (0:r0=0 /\\ 1:r0=0)"),
            Observation.SOMETIMES,
            1,
            "0:r0=0; 1:r0=0;",
            "0:r0=0; 1:r0=1;",
            "0:r0=1; 1:r0=0;",
            "0:r0=1; 1:r0=1;");
    String cause = "P0's `WRITE_ONCE(x, 1)` was still in its store buffer";
    return List.of(
        new Checked("SB.litmus", Variant.PLAIN, sc, Expected.NOTHING, ""),
        new Checked("SB.litmus", Variant.PLAIN, tso, Expected.NOTHING, cause));
  }

  private static List<Checked> one(Sample sample, Verdict verdict) {
    CheckResult result = sample.result(Machine.SC, Compiler.SOURCE, verdict);
    return List.of(new Checked("m.c", Variant.PLAIN, result, Expected.NOTHING, ""));
  }

  @Test
  void textTellsTheSameViolationOfTwoMachinesOnce() {
    check("vmclear.txt", ReporterTest::text, vmclear());
  }

  @Test
  void headersTellTheExpectedFromTheUnexpected() {
    Sample sample = Stories.tick();
    Verdict violated = sample.violated(Violation.Kind.FINALLY, OUTLIVES);
    Expected good = new Expected.OfVerdict("holds", "");
    Expected bad = new Expected.OfVerdict("violated", "");
    CheckResult sc = sample.result(Machine.SC, Compiler.SOURCE, violated);
    CheckResult tso = sample.result(Machine.TSO, Compiler.CPPO, violated);
    StringWriter text = new StringWriter();
    Reporter reporter = text(new PrintWriter(text));
    reporter.checked(new Checked("m.c", PATCHED, sc, bad, ""));
    reporter.checked(new Checked("m.c", PATCHED, tso, good, ""));
    reporter.end();
    String header = "  patched: sc source (expected), tso cppo (NOT expected)\n";
    assertTrue(text.toString().contains(header), text::toString);
  }

  @Test
  void aWideTableNamesItsUnitOnce() {
    Sample sample = Stories.tick();
    CheckResult result = sample.result(Machine.SC, Compiler.SOURCE, new Verdict.Holds());
    Expected good = new Expected.OfVerdict("holds", "");
    Variant wide = new Variant("a_variant_with_a_long_name", ImmutableMap.of("A", "1"));
    List<Checked> checks = List.of(new Checked("m.c", wide, result, good, ""));
    assertEquals(
        List.of(
            "  variant                     machine  compiler  verdict  states  as expected",
            "  a_variant_with_a_long_name  sc       source    holds     1,234  yes"),
        new VerdictTable(checks, Palette.PLAIN).lines());
  }

  @Test
  void textShowsFlushesAndObservationsOfALitmusTest() {
    check("sb.txt", ReporterTest::text, storeBuffering());
  }

  @Test
  void textShowsTwoColumnsInTheOrderOfTime() {
    Sample sample = Stories.lostUpdate();
    check(
        "counter.txt",
        ReporterTest::text,
        one(sample, sample.violated(Violation.Kind.FINALLY, "both increments count")));
  }

  @Test
  void textShowsAnInterruptThatComesAndGoes() {
    Sample sample = Stories.tick();
    check(
        "tick.txt",
        ReporterTest::text,
        one(sample, sample.violated(Violation.Kind.FINALLY, "both increments count")));
  }

  @Test
  void textShowsWhereALivelockRepeats() {
    Sample sample = Stories.lostUpdate();
    check(
        "livelock.txt",
        ReporterTest::text,
        one(sample, sample.violated(Violation.Kind.LIVELOCK, "livelock", 2)));
  }

  @Test
  void columnsGetNarrowerUntilTheyBecomeOne() {
    for (int cpus : new int[] {3, 5}) {
      Sample sample = Stories.relay(cpus);
      check(
          "relay" + cpus + ".txt",
          ReporterTest::text,
          one(sample, sample.violated(Violation.Kind.FINALLY, "the message stays")));
    }
  }

  @Test
  void quietTextLeavesExpectedViolationsToTheTable() {
    check(
        "vmclear-quiet.txt",
        out -> new TextReporter(out, Palette.PLAIN, Detail.UNEXPECTED),
        vmclear());
  }

  @Test
  void coloursChangeNothingButColours() {
    StringWriter plain = new StringWriter();
    StringWriter ansi = new StringWriter();
    Reporter first = text(new PrintWriter(plain));
    Reporter second = new TextReporter(new PrintWriter(ansi), Palette.ANSI, Detail.ALL);
    for (Checked checked : vmclear()) {
      first.checked(checked);
      second.checked(checked);
    }
    first.end();
    second.end();
    assertTrue(ansi.toString().contains("\u001b["));
    String withoutColours = ansi.toString().replaceAll("\u001b\\[[0-9;]*m", "");
    assertEquals(Golden.mask(plain.toString()), Golden.mask(withoutColours));
  }

  @Test
  void herdPrintsWhatHerd7Prints() {
    check("sb.herd", HerdReporter::new, storeBuffering());
  }

  @Test
  void jsonIsOneObjectALine() {
    check("sb.json", JsonReporter::new, storeBuffering());
    check("vmclear.json", JsonReporter::new, vmclear());
  }

  @Test
  void noLineOfADrawingIsWiderThanAChangelogAllows() {
    for (Sample sample :
        List.of(
            Stories.vmclear(),
            Stories.storeBuffering(),
            Stories.lostUpdate(),
            Stories.tick(),
            Stories.relay(3),
            Stories.relay(4),
            Stories.relay(5))) {
      TraceDrawing drawing =
          TraceDrawing.of(sample.model(), sample.trace(-1), TraceDrawing.Detail.EVERYTHING);
      for (String line : drawing.lines(drawing.aliases(), Palette.PLAIN, 72)) {
        assertTrue(line.length() <= 72, line);
      }
    }
  }

  @Test
  void whatAStoreMayMissIsTold() {
    CheckOptions compact = CheckOptions.defaults().withStore(Store.COMPACT);
    StringWriter text = new StringWriter();
    Reporter made = new TextReporter(new PrintWriter(text), Palette.PLAIN, Detail.ALL, compact);
    storeBuffering().forEach(made::checked);
    made.end();
    assertTrue(text.toString().contains("probability of a missed state: 0"), text.toString());
  }
}

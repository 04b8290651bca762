package dev.kaboom.analysis.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checker;
import dev.kaboom.check.GraphSearch;
import dev.kaboom.check.InterleavingEngine;
import dev.kaboom.check.Variant;
import dev.kaboom.lang.front.FrontEnd;
import dev.kaboom.property.Model;
import dev.kaboom.testing.GoldenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/kaboom/analysis/stress");

  private static final String MESSAGE =
      """
      C message
      {}
      P0(int *x, int *f)
      {
      	*x = 1;
      	smp_store_release(f, 1);
      }
      P1(int *x, int *f)
      {
      	int r0;
      	int r1;

      	r0 = %s(*f);
      	r1 = *x;
      }
      exists (1:r0=1 /\\ 1:r1=0)
      """;

  private static final String HANDLER =
      """
      int x, seen;
      CPU(0) { WRITE_ONCE(x, 1); WRITE_ONCE(x, 2); }
      NMI(0) { WRITE_ONCE(seen, READ_ONCE(x) + 1); if (READ_ONCE(x) == %s) halt(); }
      FINALLY("the NMI \\"sees\\" less than 3", seen %s 3);
      """;

  @TempDir private Path folder;

  private Harness generate(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    Model model = FrontEnd.load(file, ImmutableMap.of()).model().orElseThrow();
    Checker checker = new Checker(ImmutableList.of(new InterleavingEngine(), new GraphSearch()));
    return new Generator(checker, CheckOptions.defaults(), 2).generate(file, Variant.PLAIN, model);
  }

  private static Map<String, String> expectations(Harness harness) {
    return harness.outcomes().stream()
        .collect(Collectors.toMap(o -> o.id(), o -> o.expect().name()));
  }

  @Test
  void whatIsReleasedAndAcquiredIsNoOutcome() throws IOException {
    Harness proven =
        generate("m.litmus", MESSAGE.formatted("smp_load_acquire").replace("(*f)", "(f)"));
    assertTrue(proven.proven());
    assertEquals(null, expectations(proven).get("1:r0=1; 1:r1=0;"));
    Harness weak = generate("m.litmus", MESSAGE.formatted("READ_ONCE"));
    assertEquals("ACCEPTABLE_INTERESTING", expectations(weak).get("1:r0=1; 1:r1=0;"));
    assertEquals("ACCEPTABLE", expectations(weak).get("1:r0=1; 1:r1=1;"));
  }

  @Test
  void aFinallyIsForbiddenToFailWhereItIsProven() throws IOException {
    Harness proven = generate("h.c", HANDLER.formatted("1", "<="));
    assertEquals("FORBIDDEN", expectations(proven).get("finally the NMI \"sees\" less than 3"));
    assertEquals("FORBIDDEN", expectations(proven).get("bad-access"));
    Harness weak = generate("h.c", HANDLER.formatted("1", "<"));
    assertEquals(
        "ACCEPTABLE_INTERESTING", expectations(weak).get("finally the NMI \"sees\" less than 3"));
  }

  @Test
  void everyPlaceBetweenTwoStepsIsACut() throws IOException {
    Harness harness = generate("h.c", HANDLER.formatted("1", "<="));
    assertEquals(3, harness.cuts().size());
    assertEquals(2, harness.actors());
  }

  @Test
  void gracePeriodsAreSkippedWithTheReason() throws IOException {
    Harness harness =
        generate("g.litmus", "C g\n{}\nP0(int *x) { synchronize_rcu(); WRITE_ONCE(*x, 1); }\n");
    assertTrue(harness.skipped().contains("Java has no grace periods"), harness.skipped());
    assertEquals("", harness.source());
  }

  @Test
  void eachFaultIsAskedAboutAlone() throws IOException {
    Harness harness =
        generate(
            "f.c",
            """
            int x;
            CPU(0) { if (READ_ONCE(x) == 1) fault("seen"); if (READ_ONCE(x) == 2) fault("never"); }
            CPU(1) { WRITE_ONCE(x, 1); if (READ_ONCE(x) != 1) fault("lost"); }
            FINALLY("written", x == 1);
            FINALLY("not so", x == 0);
            """);
    Map<String, String> expected = expectations(harness);
    assertEquals("ACCEPTABLE_INTERESTING", expected.get("fault seen"));
    assertEquals("FORBIDDEN", expected.get("fault never"));
    assertEquals("FORBIDDEN", expected.get("fault lost"));
    assertEquals("FORBIDDEN", expected.get("bad-access"));
    assertEquals("FORBIDDEN", expected.get("finally written"));
    assertEquals("ACCEPTABLE_INTERESTING", expected.get("finally not so"));
    assertEquals(null, expected.get("deadlock"));
    assertEquals(null, expected.get("stuck"));
    assertEquals(null, expected.get("left out"));
  }

  @Test
  void generatedClassesAreGoldenAndCompile() throws IOException {
    Harness litmus = generate("m.litmus", MESSAGE.formatted("READ_ONCE"));
    Harness kernel = generate("h.c", HANDLER.formatted("1", "<="));
    checkGolden("litmus.golden", litmus);
    checkGolden("kernel.golden", kernel);
    GeneratedClasses.compile(folder, litmus, kernel);
  }

  @Test
  void namesOfModelsCannotLeaveTheirPlace() throws IOException {
    Harness harness =
        generate(
            "int.c",
            """
            int class, switch_, S, r0;
            CPU(0) { class = 1; /* \\u000a } */ assert(class == 1); fault("\\"); } // \\\\u0022"); }
            FINALLY("*/ \\" + \\\\u000a \\n }", class == 1);
            """);
    assertEquals("", harness.skipped());
    GeneratedClasses.compile(folder, harness);
  }

  private void checkGolden(String name, Harness harness) throws IOException {
    String text = harness.source().replace(folder.toString(), "FOLDER");
    text = text.replaceAll("H_[^_]*_", "H_Folder_");
    GoldenFile.assertMatches(GOLDEN.resolve(name), text);
  }
}

package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Message passing with one barrier that a compiler needs and one that nothing needs. */
class BarriersCommandTest {
  private static final String MODEL =
      """
      #include <linux/compiler.h>
      static int data, flag, seen;
      static void publish(void)
      {
      	data = 1;
      	smp_wmb();
      	WRITE_ONCE(flag, 1);
      	smp_mb();
      }
      static void consume(void)
      {
      	if (READ_ONCE(flag)) {
      		smp_rmb();
      		seen = data ? 1 : 2;
      	}
      }
      CPU(0) { publish(); }
      CPU(1) { consume(); }
      FINALLY("what is published is seen", seen != 2);
      """;
  private static final String LITMUS =
      """
      C mp

      {}

      P0(int *x, int *y)
      {
        WRITE_ONCE(*x, 1);
        smp_wmb();
        WRITE_ONCE(*y, 1);
      }

      P1(int *x, int *y)
      {
        int r0;
        int r1;
        r0 = READ_ONCE(*y);
        smp_rmb();
        r1 = READ_ONCE(*x);
      }

      exists (1:r0=1 /\\ 1:r1=0)
      """;

  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int barriers(String name, String text, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    String[] words = new String[(List.of(options).contains("--cache") ? 2 : 3) + options.length];
    words[0] = "barriers";
    words[1] = file.toString();
    System.arraycopy(options, 0, words, 2, options.length);
    if (!List.of(options).contains("--cache")) {
      words[words.length - 1] = "--no-cache";
    }
    Console console =
        new Console(
            new PrintWriter(out), new PrintWriter(err), Console.Kind.OTHER, Console.Kind.OTHER);
    return Kaboom.run(console, Wiring.services(), words);
  }

  private void says(String text) {
    assertTrue(out.toString().contains(text), () -> text + " in:\n" + out + err);
  }

  /** The row of the table that begins with that line and text. */
  private void row(int line, String text, String rest) {
    String found =
        out.toString()
            .lines()
            .map(row -> row.strip().replaceAll("\\s+", " "))
            .filter(row -> row.startsWith(line + " ") && row.contains(text))
            .findFirst()
            .orElse("");
    assertTrue(found.endsWith(rest), () -> text + " " + rest + " in:\n" + out + err);
  }

  @Test
  void aNeededBarrierIsToldFromANeedlessOne() throws IOException {
    assertEquals(ExitCode.OK, barriers("mp.c", MODEL, "-m", "sc", "-c", "cppo"));
    row(6, "publish smp_wmb()", "weaker can be weakened to barrier()");
    row(7, "publish WRITE_ONCE(flag, 1)", "- no effect found");
    row(8, "publish smp_mb()", "- no effect found");
    row(13, "consume smp_rmb()", "weaker can be weakened to barrier()");
    says("removed: breaks FINALLY \"what is published is seen\" (- sc cppo)");
    says("the compiler may emit");
  }

  @Test
  void inSourceOrderNoBarrierMattersUnderSc() throws IOException {
    assertEquals(ExitCode.OK, barriers("mp.c", MODEL, "-m", "sc", "-c", "source"));
    row(6, "publish smp_wmb()", "- no effect found");
  }

  @Test
  void theOrderOfTwoStoresIsNeededWhateverOrdersThem() throws IOException {
    String unfenced = MODEL.replace("\tsmp_wmb();\n", "");
    assertEquals(ExitCode.OK, barriers("mp.c", unfenced, "-m", "sc", "-c", "source"));
    row(5, "data = 1 before WRITE_ONCE(flag, 1)", "needed needed");
  }

  @Test
  void bothBarriersOfALitmusTestAreNeededAndPair() throws IOException {
    assertEquals(ExitCode.OK, barriers("mp.litmus", LITMUS));
    row(8, "P0 smp_wmb()", "needed needed");
    row(17, "P1 smp_rmb()", "needed needed");
    row(7, "P0 WRITE_ONCE(*x, 1)", "needed needed");
    says("breaks the condition: Sometimes in place of Never");
    says("plain: breaks flag data-race");
    says("smp_wmb() at line 8 in P0 pairs with smp_rmb() at line 17 in P1");
  }

  @Test
  void aBarrierOfTheCompilerPairsWithAnother() throws IOException {
    assertEquals(ExitCode.OK, barriers("mp.c", MODEL, "-m", "sc", "-c", "cppo"));
    says("smp_wmb() at line 6 in publish pairs with smp_rmb() at line 13 in");
  }

  @Test
  void aCommentThatClaimsAPairingIsChecked() throws IOException {
    String right = "\t/* Pairs with the smp_rmb() in consume(). */\n\tsmp_wmb();\n";
    String wrong = "\t/* Pairs with the smp_mb() in consume(). */\n\tsmp_wmb();\n";
    String[] options = {"-m", "sc", "-c", "cppo", "-q"};
    String claimed = MODEL.replace("\tsmp_wmb();\n", right);
    assertEquals(ExitCode.OK, barriers("right.c", claimed, options));
    says("comment on line 6, \"Pairs with the smp_rmb() in consume()\": confirmed");
    String lied = MODEL.replace("\tsmp_wmb();\n", wrong);
    assertEquals(ExitCode.VIOLATED, barriers("wrong.c", lied, options));
    says("\"Pairs with the smp_mb() in consume()\": CONTRADICTED");
  }

  private static final String INTERRUPTED =
      """
      #include <linux/compiler.h>
      static int data, flag, seen, other;
      static void publish(void)
      {
      	data = 1;
      	/* PAIRS */
      	barrier();
      	WRITE_ONCE(flag, 1);
      }
      static void look(void)
      {
      	if (READ_ONCE(flag)) {
      		smp_rmb();
      		seen = data ? 1 : 2;
      	}
      }
      static void count(void)
      {
      	other++;
      }
      CPU(0) { publish(); }
      NMI(0) { look(); count(); }
      FINALLY("what is published is seen", seen != 2);
      """;

  @ParameterizedTest
  @CsvSource({
    "Pairs with look(), confirmed, 0",
    "Pairs with count(), CONTRADICTED, 1",
    "Pairs with the smp_rmb() in look(), no cycle was, 0",
    "Pairs with somebody(), no cycle was found, 0",
  })
  void aHandlerOnTheSameCpuIsAPartner(String claim, String verdict, int exitCode)
      throws IOException {
    String text = INTERRUPTED.replace("PAIRS", claim + ".");
    assertEquals(exitCode, barriers("nmi.c", text, "-m", "sc", "-c", "cppo", "-q"));
    row(7, "publish barrier()", "needed needed");
    says("barrier() at line 7 in publish keeps order for NMI(0) (look)");
    says("comment on line 6, \"" + claim + "\": " + verdict);
  }

  /** Both CPUs run both functions, so that the shortest traces break the same CPU's order. */
  @Test
  void functionsThatEveryCpuRunsPair() throws IOException {
    String both =
        """
        #include <linux/compiler.h>
        static int x, y, wrong;
        static void give(void)
        {
        	x = 1;
        	/* Pairs with the smp_rmb() in take(). */
        	smp_wmb();
        	WRITE_ONCE(y, 1);
        }
        static void take(void)
        {
        	if (READ_ONCE(y)) {
        		smp_rmb();
        		if (!x)
        			WRITE_ONCE(wrong, 1);
        	}
        }
        CPU(0) { take(); give(); }
        CPU(1) { take(); give(); }
        FINALLY("what is given is taken", !wrong);
        """;
    assertEquals(ExitCode.OK, barriers("both.c", both, "-m", "sc", "-c", "cppo", "-q"));
    says("comment on line 6, \"Pairs with the smp_rmb() in take()\": confirmed");
  }

  @Test
  void whatNobodyCallsIsNotCalledNeedless() throws IOException {
    String extra = MODEL + "static void unused(void) { smp_mb(); }\n";
    assertEquals(ExitCode.OK, barriers("mp.c", extra, "-m", "sc"));
    row(20, "unused smp_mb()", "not run");
  }

  @Test
  void ofAViolatedModelThePropertiesThatHoldAreCompared() throws IOException {
    String broken = MODEL + "FINALLY(\"never\", flag == 2);\n";
    assertEquals(ExitCode.OK, barriers("mp.c", broken, "-m", "sc", "-c", "cppo"));
    row(6, "publish smp_wmb()", "weaker can be weakened to barrier()");
  }

  @Test
  void aSearchThatIsCutShortIsNeverWithoutEffect() throws IOException {
    String[] options = {"-m", "sc", "-c", "cppo", "--max-states", "1"};
    assertEquals(ExitCode.INCONCLUSIVE, barriers("mp.c", MODEL, options));
    says("not compared: 1 --max-states reached");
  }

  @Test
  void whatTheBudgetDoesNotReachIsListed() throws IOException {
    assertEquals(ExitCode.INCONCLUSIVE, barriers("mp.c", MODEL, "--budget", "0.000001"));
    says("not checked, since --budget is used");
  }

  @Test
  void aSecondRunChecksNothingAgain() throws IOException {
    Path cache = folder.resolve("cache");
    String[] options = {"-m", "sc", "-c", "cppo", "--cache", cache.toString(), "--format", "json"};
    barriers("mp.c", MODEL, options);
    String first = out.toString();
    out.getBuffer().setLength(0);
    try (Stream<Path> files = Files.walk(cache)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file).replace("what is published", "what was kept");
        Files.writeString(file, text);
      }
    }
    barriers("mp.c", MODEL, options);
    assertEquals(first.replace("\"what is published", "\"what was kept"), out.toString());
    assertTrue(out.toString().contains("what was kept"));
  }

  @Test
  void aTerminalShowsHowFarItIsAndNothingElseDoes() throws IOException {
    Path file = Files.writeString(folder.resolve("mp.c"), MODEL);
    Console terminal =
        new Console(
            new PrintWriter(out), new PrintWriter(err), Console.Kind.OTHER, Console.Kind.TERMINAL);
    Kaboom.run(terminal, Wiring.services(), "barriers", file.toString(), "--no-cache");
    assertTrue(err.toString().contains("mp.c"), err::toString);
    err.getBuffer().setLength(0);
    barriers("mp.c", MODEL);
    assertEquals("", err.toString());
  }

  @Test
  void jsonHasAnObjectForEachSite() throws IOException {
    barriers("mp.c", MODEL, "-m", "sc", "-c", "cppo", "--format", "json");
    JsonNode first = new ObjectMapper().readTree(out.toString().lines().findFirst().orElse(""));
    assertEquals("smp_wmb()", first.path("text").asText());
    assertEquals(6, first.path("line").asInt());
    assertEquals("weaker", first.path("verdict").asText());
    assertEquals("barrier()", first.path("weaker").asText());
    assertEquals("cppo", first.path("checks").path(0).path("compiler").asText());
    assertEquals(13, first.path("pairs").path(0).path("line").asInt());
    assertEquals("removed", first.path("breaks").path("change").asText());
    assertTrue(first.path("breaks").path("schedule").asText().startsWith("cpu"));
  }

  @Test
  void sarifHasANoteForEachOrderingThatCouldBeLess() throws IOException {
    barriers("mp.c", MODEL, "-m", "sc", "-c", "cppo", "--format", "sarif");
    JsonNode results =
        new ObjectMapper().readTree(out.toString()).path("runs").path(0).path("results");
    assertEquals("ordering-too-strong", results.path(0).path("ruleId").asText());
    assertEquals("note", results.path(0).path("level").asText());
    says("no effect found: every property holds without it under sc cppo");
  }
}

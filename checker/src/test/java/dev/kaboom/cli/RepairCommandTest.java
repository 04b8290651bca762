package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Repairs of small models, and of those that ship, where the published fix is known. */
class RepairCommandTest {
  private static final Path MODELS = Path.of("../models");
  private static final String PASSING =
      """
      #include <linux/compiler.h>
      static int data, flag, seen;
      static void publish(void)
      {
      	data = 1;
      	WRITE_ONCE(flag, 1);
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
      EXISTS("something is seen", seen == 1);
      """;
  private static final String BUFFERING =
      """
      #include <linux/compiler.h>
      static int x, y, r0, r1;
      static void one(void)
      {
      	WRITE_ONCE(x, 1);
      	r0 = READ_ONCE(y);
      }
      static void other(void)
      {
      	WRITE_ONCE(y, 1);
      	r1 = READ_ONCE(x);
      }
      CPU(0) { one(); }
      CPU(1) { other(); }
      FINALLY("one sees the other", r0 || r1);
      """;

  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ObjectMapper mapper = new ObjectMapper();

  private int kaboom(String... words) {
    Console console =
        new Console(
            new PrintWriter(out), new PrintWriter(err), Console.Kind.OTHER, Console.Kind.OTHER);
    return Kaboom.run(console, Wiring.services(), words);
  }

  /** The repairs of a model, checked with a budget that no machine exceeds. */
  private List<JsonNode> repairs(Path file, String... options) throws IOException {
    List<String> words =
        new ArrayList<>(List.of("repair", file.toString(), "--no-cache", "--format", "json"));
    words.addAll(List.of("--budget", "900"));
    words.addAll(List.of(options));
    kaboom(words.toArray(String[]::new));
    List<JsonNode> found = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      found.add(mapper.readTree(line));
    }
    assertFalse(found.isEmpty(), err::toString);
    return found;
  }

  private Path model(String text) throws IOException {
    return Files.writeString(folder.resolve("m.c"), text);
  }

  /** What is added and removed, sign included, without white space. */
  private static List<String> changes(JsonNode repair) {
    return repair
        .path("diff")
        .asText()
        .lines()
        .filter(line -> line.matches("[-+][^-+].*"))
        .map(line -> line.replaceAll("\\s", ""))
        .toList();
  }

  private static List<List<String>> changes(List<JsonNode> repairs) {
    return repairs.stream().map(RepairCommandTest::changes).toList();
  }

  @Test
  void aCompilerThatPublishesTooEarlyIsStoppedByABarrierOrAMarking() throws IOException {
    List<JsonNode> found = repairs(model(PASSING), "-m", "sc", "-c", "cppo");
    assertEquals(
        List.of(List.of("-data=1;", "+WRITE_ONCE(data,1);"), List.of("+barrier();")),
        changes(found).stream().sorted((a, b) -> b.size() - a.size()).toList());
    assertEquals(1, found.get(0).path("cost").asInt());
  }

  @Test
  void aMoveThatPublishesInOrderRepairsWhereNoCompilerInterferes() throws IOException {
    String early =
        PASSING.replace(
            "\tdata = 1;\n\tWRITE_ONCE(flag, 1);\n", "\tWRITE_ONCE(flag, 1);\n\tdata = 1;\n");
    List<JsonNode> found = repairs(model(early), "-m", "sc", "-c", "source");
    assertEquals(List.of(List.of("-WRITE_ONCE(flag,1);", "+WRITE_ONCE(flag,1);")), changes(found));
    assertEquals("exhausted", found.get(0).path("end").asText());
  }

  /** {@code a} has to come last and {@code c} first; a move mends one half only. */
  @Test
  void twoCallsAreSwapped() throws IOException {
    String text =
        """
        #include <linux/compiler.h>
        static int step;
        static bool wrong;
        static void a(void) { if (step != 2) WRITE_ONCE(wrong, true); WRITE_ONCE(step, 3); }
        static void b(void) { if (step != 1) WRITE_ONCE(wrong, true); WRITE_ONCE(step, 2); }
        static void c(void) { if (step != 0) WRITE_ONCE(wrong, true); WRITE_ONCE(step, 1); }
        static void f(void)
        {
        \ta();
        \tb();
        \tc();
        }
        CPU(0) { f(); }
        FINALLY("in order", !wrong);
        """;
    List<JsonNode> found = repairs(model(text), "-m", "sc", "-c", "source");
    assertEquals("lines 9 and 11 swapped", found.get(0).path("changes").path(0).asText());
    assertEquals(1, found.size());
  }

  @Test
  void storeBufferingTakesTwoFullBarriers() throws IOException {
    List<JsonNode> found = repairs(model(BUFFERING), "-m", "tso", "-c", "source");
    assertEquals(1, found.size());
    assertEquals(List.of("+smp_mb();", "+smp_mb();"), changes(found.get(0)));
    assertEquals(8, found.get(0).path("cost").asInt());
  }

  @Test
  void aRepairThatMakesASituationUnreachableIsNone() throws IOException {
    String both = PASSING.replace("seen == 1);", "seen == 1);\nEXISTS(\"2\", seen == 2);");
    List<JsonNode> found = repairs(model(both), "-m", "sc", "-c", "cppo");
    assertTrue(found.get(0).path("diff").isNull(), out::toString);
    assertEquals("exhausted", found.get(0).path("end").asText());
  }

  @Test
  void aModelThatHoldsNeedsNoRepair() throws IOException {
    assertEquals(
        ExitCode.OK, kaboom("repair", model(PASSING).toString(), "-m", "sc", "-c", "source"));
    assertTrue(out.toString().contains("nothing to repair"), out::toString);
  }

  @Test
  void whatIsOutOfReachIsSaid() throws IOException {
    String wrong = PASSING.replace("seen != 2", "flag == 2");
    String file = model(wrong).toString();
    assertEquals(
        ExitCode.VIOLATED, kaboom("repair", file, "-m", "sc", "-c", "source", "--no-cache"));
    assertTrue(out.toString().contains("no repair in reach"), out::toString);
  }

  @Test
  void aSearchWithoutTimeSaysSo() throws IOException {
    String file = model(BUFFERING).toString();
    String[] words = {"repair", file, "-m", "tso", "--no-cache", "--budget", "0.000001"};
    assertEquals(ExitCode.INCONCLUSIVE, kaboom(words));
  }

  /** What was not checked to the end may be a repair: it must not be called out of reach. */
  @Test
  void changesThatAreNotDecidedAreListed() throws IOException {
    String text =
        """
        #include <linux/compiler.h>
        static int data, flag, z;
        static void publish(void)
        {
        	data = 1;
        	WRITE_ONCE(flag, 1);
        }
        static void consume(void)
        {
        	if (READ_ONCE(flag)) {
        		smp_rmb();
        		assert(data);
        	}
        }
        static void later(void)
        {
        	for (int i = 0; i < 300; i++)
        		WRITE_ONCE(z, i);
        }
        CPU(0) { publish(); }
        CPU(1) { consume(); later(); }
        """;
    String file = model(text).toString();
    String[] words = {"repair", file, "-m", "sc", "-c", "cppo", "--max-states", "150"};
    assertEquals(ExitCode.INCONCLUSIVE, kaboom(words), err::toString);
    assertTrue(out.toString().contains("not decided: smp_mb() before line 6"), out::toString);
  }

  /** Two variants with the same fault: each gets its answers, with what they do to the other. */
  @Test
  void everyVariantIsRepaired() throws IOException {
    Path file = model(PASSING.replace("seen != 2", "seen != 2 || EXTRA"));
    Files.writeString(
        folder.resolve("m.expected"),
        """
        variant one -D EXTRA=0
        variant other -D EXTRA=false
        variant sound -D EXTRA=1
        expect one sc cppo violated "what is published is seen"
        expect other sc cppo violated "what is published is seen"
        expect sound sc cppo holds
        """);
    List<JsonNode> found = repairs(file);
    List<String> variants = found.stream().map(r -> r.path("variant").asText()).toList();
    assertEquals(List.of("one", "one", "other", "other", "sound"), variants);
    assertEquals(changes(found.subList(0, 2)), changes(found.subList(2, 4)));
    found.forEach(repair -> assertEquals(0, repair.path("breaks").size()));
  }

  @Test
  void patchAcceptsTheDiff() throws IOException {
    Path file = model(BUFFERING);
    JsonNode repair = repairs(file, "-m", "tso", "-c", "source").get(0);
    Path diff = Files.writeString(folder.resolve("fix.patch"), repair.path("diff").asText());
    String[] words = {"patch", file.toString(), diff.toString(), "-m", "tso", "-c", "source"};
    assertEquals(ExitCode.OK, kaboom(words), err::toString);
  }

  /** Moved statements unlock what is not locked; the replay has to call that the same. */
  @Test
  void unlockingAFreeLockIsAViolationLikeOthers() throws IOException {
    String text =
        """
        #include <linux/spinlock.h>
        static DEFINE_SPINLOCK(l);
        CPU(0) { spin_unlock(&l); }
        """;
    String file = model(text).toString();
    assertEquals(ExitCode.VIOLATED, kaboom("check", file, "-m", "sc"), err::toString);
    assertTrue(out.toString().contains("unlock of a lock that is not held"), out::toString);
  }

  @Test
  void theFixOfAListDelBeforeVmclearIsFound() throws IOException {
    List<JsonNode> found =
        repairs(
            MODELS.resolve("kvm/loaded_vmcs/loaded_vmcs.c"),
            "-D",
            "LIST_DEL_FIRST",
            "-m",
            "sc",
            "-c",
            "source");
    String call = "list_del(&loaded_vmcs->loaded_vmcss_on_cpu_link);";
    assertTrue(changes(found).contains(List.of("-" + call, "+" + call)), out::toString);
  }

  /**
   * The patch of March 2020: the walk is made whatever the bitmap says, and VMCLEAR comes first.
   */
  @Test
  void theFixOfTheBitmapIsFoundAndWhatItBreaks() throws IOException {
    List<JsonNode> found =
        repairs(
            MODELS.resolve("kvm/loaded_vmcs/loaded_vmcs_before.c"),
            "-D",
            "BEFORE",
            "-m",
            "sc",
            "-c",
            "source");
    JsonNode fix =
        found.stream()
            .filter(repair -> changes(repair).get(2).equals("+loaded_vmcs_init(loaded_vmcs);"))
            .filter(repair -> repair.path("diff").asText().contains("\n \tlist_del("))
            .findFirst()
            .orElseThrow(() -> new AssertionError(out.toString()));
    assertEquals(
        List.of(
            "-if(!crash_local_vmclear_enabled(cpu))",
            "-return;",
            "+loaded_vmcs_init(loaded_vmcs);",
            "-loaded_vmcs_init(loaded_vmcs);"),
        changes(fix));
    assertEquals("kvm_unused", fix.path("breaks").path(0).path("variant").asText());
  }

  @Test
  void aKickWithoutABarrierNeedsTheFullOne() throws IOException {
    Path file = MODELS.resolve("kvm/vcpu_kick/vcpu_kick.c");
    List<JsonNode> found = repairs(file, "-D", "NO_MB", "-m", "tso", "-c", "source");
    found.forEach(repair -> assertEquals(List.of("+smp_mb();"), changes(repair)));
  }

  @Test
  void anNmiInListAddIsMendedByTheRcuForm() throws IOException {
    Path file = MODELS.resolve("list/nmi_golden/nmi_golden.c");
    List<JsonNode> found = repairs(file, "-D", "ADD", "-m", "sc", "-c", "cppo");
    assertEquals(
        List.of(List.of("-test_list_add(&e1,&list);", "+list_add_rcu(&e1,&list);")),
        changes(found));
  }

  /** {@code hardware_enable()} lacks code that cleans up after a fault. */
  @Test
  void aMissingCleanUpIsOutOfReach() throws IOException {
    Path file = MODELS.resolve("kvm/hardware_enable/hardware_enable_before.c");
    List<JsonNode> found = repairs(file, "-D", "VMXON_FAULTS");
    assertEquals(1, found.size());
    assertEquals("exhausted", found.get(0).path("end").asText());
    assertTrue(found.get(0).path("diff").isNull());
  }
}

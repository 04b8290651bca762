package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Message passing whose barriers a patch adds, or takes away. */
class PatchCommandTest {
  private static final String MODEL =
      """
      #include <linux/compiler.h>
      static int data, flag, seen;
      static void publish(void)
      {
      	WRITE_ONCE(data, 1);
      	WRITE_ONCE(flag, 1);
      }
      static void consume(void)
      {
      	if (READ_ONCE(flag)) {
      		smp_rmb();
      		seen = READ_ONCE(data) ? 1 : 2;
      	}
      }
      CPU(0) { publish(); }
      CPU(1) { consume(); }
      FINALLY("what is published is seen", seen != 2);
      """;
  private static final String ADDS_WMB =
      """
      From: A <a@example.org>
      Subject: [PATCH] x: order the stores

      ---
      --- a/kernel/x.c
      +++ b/kernel/x.c
      @@ -101,2 +101,3 @@ static void publish(void)
       	WRITE_ONCE(data, 1);
      +	smp_wmb();
       	WRITE_ONCE(flag, 1);
      """;

  @TempDir private Path folder = Path.of("");
  private Path model = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeModel() throws IOException {
    model = Files.writeString(folder.resolve("mp.c"), MODEL);
  }

  private int patch(String diff, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("x.patch"), diff);
    String[] words = new String[3 + options.length];
    words[0] = "patch";
    words[1] = model.toString();
    words[2] = file.toString();
    System.arraycopy(options, 0, words, 3, options.length);
    Console console =
        new Console(
            new PrintWriter(out), new PrintWriter(err), Console.Kind.OTHER, Console.Kind.OTHER);
    return Kaboom.run(console, Wiring.services(), words);
  }

  private void says(String text) {
    assertTrue(out.toString().contains(text), () -> text + " in:\n" + out + err);
  }

  @Test
  void aBarrierThatIsMissingIsFixed() throws IOException {
    assertEquals(ExitCode.OK, patch(ADDS_WMB, "--machine", "lkmm", "--compiler", "source"));
    says("applied at mp.c:6");
    says("lkmm     source    violated  holds  +0 -1 =2");
    says("fixed: finally \"what is published is seen\" (lkmm source)");
    says("the patched model holds in all 1 checks");
  }

  @Test
  void aPatchThatChangesNoBehaviourIsSaidToChangeNone() throws IOException {
    assertEquals(ExitCode.OK, patch(ADDS_WMB, "--machine", "sc,tso"));
    says("no behaviour added or removed");
  }

  @Test
  void aBarrierThatGoesIsBroken() throws IOException {
    model =
        Files.writeString(
            model, MODEL.replace("\tWRITE_ONCE(flag", "\tsmp_wmb();\n\tWRITE_ONCE(flag"));
    String removes = ADDS_WMB.replace("+\tsmp", "-\tsmp").replace("101,2 +101,3", "101,3 +101,2");
    assertEquals(ExitCode.VIOLATED, patch(removes, "--machine", "lkmm", "--compiler", "source"));
    says("broken: finally \"what is published is seen\" (lkmm source)");
    says("the patched model is violated in 1 of 1 checks");
  }

  @Test
  void aDiffThatIsAppliedAlreadyChangesNothing() throws IOException {
    model =
        Files.writeString(
            model, MODEL.replace("\tWRITE_ONCE(flag", "\tsmp_wmb();\n\tWRITE_ONCE(flag"));
    assertEquals(ExitCode.BAD_INPUT, patch(ADDS_WMB, "-o", folder.resolve("new.c").toString()));
    assertTrue(err.toString().contains("applied already, or reversed"), err.toString());
    assertFalse(Files.exists(folder.resolve("new.c")));
  }

  @Test
  void aDiffOfSomethingElseIsSaidNotToConcernTheModel() throws IOException {
    String other =
        "--- a/y.c\n+++ b/y.c\n@@ -1 +1 @@ int other(void)\n-\told_thing();\n+\tnew_thing();\n";
    assertEquals(ExitCode.BAD_INPUT, patch(other));
    says("does not concern the model");
    assertTrue(err.toString().contains("no hunk of this diff concerns the model"));
  }

  @Test
  void whatTheFrontEndDoesNotKnowIsReportedAtItsPlace() throws IOException {
    assertEquals(ExitCode.BAD_INPUT, patch(ADDS_WMB.replace("smp_wmb()", "smp_wmbb()")));
    assertTrue(err.toString().contains("the patched model cannot be understood"), err.toString());
    assertTrue(err.toString().contains("mp.c:6:2"), err.toString());
  }

  @Test
  void thePatchedModelIsWritten() throws IOException {
    Path target = folder.resolve("new.c");
    patch(ADDS_WMB, "--machine", "sc", "-q", "-o", target.toString());
    String expected = MODEL.replace("\tWRITE_ONCE(flag", "\tsmp_wmb();\n\tWRITE_ONCE(flag");
    assertEquals(expected, Files.readString(target));
    assertEquals(MODEL, Files.readString(model));
  }

  @Test
  void anotherFileIsNotOverwritten() throws IOException {
    Path target = Files.writeString(folder.resolve("kept.c"), "kept");
    assertEquals(ExitCode.USAGE, patch(ADDS_WMB, "--machine", "sc", "-o", target.toString()));
    assertEquals("kept", Files.readString(target));
  }

  @Test
  void jsonHasBothSides() throws IOException {
    patch(ADDS_WMB, "--machine", "lkmm", "--compiler", "source", "--format", "json");
    assertEquals(2, out.toString().lines().count());
    says("\"verdict\":\"violated\"");
    says("mp.c+x.patch\"");
  }

  @Test
  void whatIsNoDiffIsBadInput() throws IOException {
    assertEquals(ExitCode.BAD_INPUT, patch("hello\n"));
    assertTrue(err.toString().contains("there is no hunk"), err.toString());
  }
}

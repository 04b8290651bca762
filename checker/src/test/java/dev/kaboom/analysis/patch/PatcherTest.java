package dev.kaboom.analysis.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.analysis.patch.Patcher.Patched;
import dev.kaboom.analysis.patch.Placed.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A small model, and diffs against the kernel file that it was made from. */
class PatcherTest {
  private static final Path FILE = Path.of("model.c");
  private static final String MODEL =
      """
      /* A model. */
      static int x, y;

      static void first(void)
      {
      	prepare();
      	WRITE_ONCE(x, 1);
      	finish();
      }

      static void second(void)
      {
      	/* the model's own comment */
      	prepare();
      	WRITE_ONCE(y, 1);
      	finish();
      }

      CPU(0) { first(); }
      CPU(1) { second(); }
      """;

  /** Lines of a diff; {@code ~} is a tab. */
  private static String lines(String... lines) {
    return String.join("\n", lines).replace('~', '\t') + "\n";
  }

  private static Patched patch(String hunks) {
    String diff = "--- a/kernel/real.c\n+++ b/kernel/real.c\n" + hunks;
    Diff read = DiffReader.read(diff);
    assertEquals("", read.error());
    return Patcher.apply(read, ImmutableMap.of(FILE, MODEL));
  }

  private static void makes(String old, String now, String hunks) {
    assertEquals(MODEL.replace(old, now), patch(hunks).texts().get(FILE), hunks);
  }

  private static void ends(Outcome outcome, String hunks) {
    Patched patched = patch(hunks);
    assertEquals(List.of(outcome), patched.hunks().stream().map(Placed::outcome).toList(), hunks);
    assertTrue(patched.texts().isEmpty());
  }

  @Test
  void lineNumbersAreTheKernelsAndSayNothing() {
    makes(
        "\tWRITE_ONCE(x, 1);\n",
        "\tWRITE_ONCE(x, 2);\n",
        lines(
            "@@ -712,3 +715,3 @@ static void first(void)",
            " ~prepare();",
            "-~WRITE_ONCE(x, 1);",
            "+~WRITE_ONCE(x, 2);",
            " ~finish();"));
  }

  @Test
  void contextThatTheModelLeavesOutIsMissing() {
    makes(
        "\tWRITE_ONCE(y, 1);\n",
        "\tsmp_wmb();\n\tWRITE_ONCE(y, 1);\n",
        lines(
            "@@ -30,5 +30,6 @@ static void second(void)",
            " ~prepare();",
            " ~trace_second();",
            "+~smp_wmb();",
            " ~WRITE_ONCE(y, 1);",
            " ~account(current);",
            " ~finish();"));
  }

  @Test
  void commentsAreNotCompared() {
    makes(
        "\tprepare();\n\tWRITE_ONCE(y, 1);\n",
        "\tWRITE_ONCE(y, 1);\n",
        lines(
            "@@ -30,7 +30,5 @@ static void second(void)",
            " {",
            " ~/*",
            "-~ * The kernel's comment.",
            "+~ * Another one.",
            " ~ */",
            "-~prepare();",
            " ~WRITE_ONCE(y, 1); /* here */",
            " ~finish();"));
  }

  @Test
  void aCommentThatIsAddedWholeIsKept() {
    makes(
        "\tWRITE_ONCE(x, 1);\n",
        "\t/* Why. */\n\tWRITE_ONCE(x, 1);\n",
        lines(
            "@@ -7,2 +7,3 @@ static void first(void)",
            " ~prepare();",
            "+~/* Why. */",
            " ~WRITE_ONCE(x, 1);"));
  }

  @Test
  void theFunctionInTheHeaderTellsEqualLinesApart() {
    makes(
        "\tWRITE_ONCE(y, 1);\n\tfinish();\n",
        "\tWRITE_ONCE(y, 1);\n",
        lines("@@ -90,2 +90,1 @@ static void second(void)", "-~finish();", " ~trace();"));
  }

  @Test
  void severalHunksAreAppliedTogether() {
    makes(
        "_ONCE(",
        "_TWICE(",
        lines(
            "@@ -7 +7 @@ static void first(void)",
            "-~WRITE_ONCE(x, 1);",
            "+~WRITE_TWICE(x, 1);",
            "@@ -15 +15 @@ static void second(void)",
            "-~WRITE_ONCE(y, 1);",
            "+~WRITE_TWICE(y, 1);"));
  }

  @Test
  void bracesThatAnArchiveHasLostGoWithTheirFunction() {
    makes(
        "static void first(void)\n{\n\tprepare();\n\tWRITE_ONCE(x, 1);\n\tfinish();\n}\n",
        "",
        lines(
            "@@ -2,8 +2,2 @@",
            "-static void first(void)",
            "- prepare();",
            "- WRITE_ONCE(x, 1);",
            "- finish();",
            "static void second(void)"));
  }

  @Test
  void otherFilesAndFunctionsDoNotConcernTheModel() {
    ends(
        Outcome.UNRELATED,
        lines(
            "@@ -1,3 +1,3 @@ static int elsewhere(void)",
            " ~int cpu;",
            "-~return old_thing();",
            "+~return new_thing();",
            " }"));
  }

  @Test
  void aLineThatTheModelDoesNotHaveIsNamed() {
    String hunk =
        lines(
            "@@ -5,3 +5,2 @@ static void first(void)",
            " ~WRITE_ONCE(x, 1);",
            "-~unmodelled(x);",
            " ~finish();");
    ends(Outcome.NOWHERE, hunk);
    assertTrue(patch(hunk).hunks().get(0).note().contains("unmodelled(x);"));
  }

  @Test
  void removedLinesStandTogether() {
    ends(
        Outcome.NOWHERE,
        lines(
            "@@ -5,2 +5,1 @@ static void first(void)",
            "-~prepare();",
            "-~finish();",
            "+~WRITE_ONCE(x, 3);"));
  }

  @Test
  void twoPlacesThatFitEquallyWellAreRefused() {
    ends(
        Outcome.AMBIGUOUS,
        lines("@@ -5,2 +5,3 @@", "+~smp_mb();", " ~prepare();", " ~unknown_line();"));
  }

  @Test
  void whatIsThereAlreadyIsSaid() {
    String hunk =
        lines(
            "@@ -6,2 +6,3 @@ static void first(void)",
            " ~prepare();",
            "+~WRITE_ONCE(x, 1);",
            " ~finish();");
    ends(Outcome.ALREADY, hunk);
    assertTrue(patch(hunk).refusal().contains("applied already"));
  }

  @Test
  void aReversedDiffIsSaidToBeOne() {
    ends(
        Outcome.ALREADY,
        lines(
            "@@ -6,3 +6,3 @@ static void first(void)",
            " ~prepare();",
            "-~WRITE_ONCE(x, 9);",
            "+~WRITE_ONCE(x, 1);",
            " ~finish();"));
  }

  @Test
  void oneHunkThatDoesNotApplyKeepsAllFromApplying() {
    Patched patched =
        patch(
            lines(
                "@@ -7 +7 @@ static void first(void)",
                "-~WRITE_ONCE(x, 1);",
                "+~WRITE_ONCE(x, 2);",
                "@@ -15,2 +15 @@ static void second(void)",
                "-~WRITE_ONCE(y, 7);",
                " ~finish();"));
    assertEquals(
        List.of(Outcome.APPLIES, Outcome.NOWHERE),
        patched.hunks().stream().map(Placed::outcome).toList());
    assertTrue(patched.texts().isEmpty());
  }

  @Test
  void aHeaderOfTheModelIsPatchedWhereTheModelItselfDoesNotHaveTheCode() {
    Path header = Path.of("scenario.h");
    ImmutableMap<Path, String> files =
        ImmutableMap.of(FILE, MODEL, header, "static void third(void)\n{\n\tstep_one();\n}\n");
    Diff diff =
        DiffReader.read(
            lines(
                "--- a/x",
                "+++ b/x",
                "@@ -3 +3 @@ static void third(void)",
                "-~step_one();",
                "+~step_two();"));
    Patched patched = Patcher.apply(diff, files);
    assertEquals(
        ImmutableMap.of(header, "static void third(void)\n{\n\tstep_two();\n}\n"), patched.texts());
  }
}

package dev.kaboom.analysis.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiffReaderTest {
  private static final String DIFF =
      """
      --- a/kernel/x.c
      +++ b/kernel/x.c
      @@ -10,4 +10,4 @@ static int f(void)
       	int r;

      -	r = 1;
      +	r = 2;
       	return r;
      """;

  private static String shape(String text) {
    Diff diff = DiffReader.read(text);
    return diff.error().isEmpty()
        ? diff.files().stream()
            .map(file -> file.path() + file.hunks().stream().map(DiffReaderTest::shape).toList())
            .collect(Collectors.joining(" "))
        : diff.error();
  }

  private static String shape(Hunk hunk) {
    return hunk.oldStart()
        + hunk.function()
        + hunk.lines().stream()
            .map(line -> line.kind().name().substring(0, 1) + line.text().strip())
            .collect(Collectors.joining("|", ":", ""));
  }

  private static final String READ = "kernel/x.c[10f:Cint r;|C|Rr = 1;|Ar = 2;|Creturn r;]";

  @Test
  void aDiffIsReadByItsCounts() {
    assertEquals(READ, shape(DIFF));
  }

  @Test
  void whatStandsAroundTheDiffIsPassedOver() {
    String mail =
        "From: A <a@example.org>\nSubject: [PATCH] x\n\nText - and +.\n---\n x.c | 2 +-\n"
            + "\ndiff --git a/kernel/x.c b/kernel/x.c\nindex 1..2 100644\n"
            + DIFF
            + "-- \n2.39.5\n\n- a list\n+ of things\n";
    assertEquals(READ, shape(mail));
  }

  @Test
  void linesMayEndAsMailsDo() {
    assertEquals(READ, shape(DIFF.replace("\n", "\r\n")));
  }

  @Test
  void aFirstSpaceMayBeLost() {
    assertEquals(READ, shape(DIFF.replace("\n \t", "\n\t")));
  }

  @Test
  void quotedPrintableIsDecoded() {
    String body = DIFF.replace("=", "=3D").replace("return", "re=\nturn").replace("\t", "=09");
    String mail = "Content-Transfer-Encoding: quoted-printable\n\n" + body;
    assertEquals(READ, shape(mail));
  }

  @Test
  void base64IsDecoded() {
    byte[] bytes = DIFF.getBytes(StandardCharsets.UTF_8);
    String body = Base64.getMimeEncoder().encodeToString(bytes);
    assertEquals(READ, shape("Subject: x\nContent-Transfer-Encoding: base64\n\n" + body + "\n"));
  }

  @Test
  void aFileThatIsAddedHasItsNewName() {
    String diff = "--- /dev/null\n+++ b/new.c\n@@ -0,0 +1 @@\n+int x;\n";
    assertEquals("new.c[0:Aint x;]", shape(diff));
  }

  @Test
  void linesThatAnArchiveHasLostAreCounted() {
    Diff diff = DiffReader.read(DIFF.replace("\n\n", "\n"));
    assertEquals(1, diff.files().get(0).hunks().get(0).lost());
    assertEquals(0, DiffReader.read(DIFF).files().get(0).hunks().get(0).lost());
  }

  @Test
  void severalFilesAndHunksAreKeptApart() {
    String second = DIFF.replace("x.c", "y.c");
    String hunk = "@@ -40 +40,2 @@\n z;\n+more;\n";
    String expected = READ.replace("]", ", 40:Cz;|Amore;]");
    assertEquals(expected + " " + READ.replace("x.c", "y.c"), shape(DIFF + hunk + second));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no diff at all\n",
        "@@ -1 +1 @@\n-a\n+b\n",
        "--- a/x\n+++ b/x\n@@ -1 @@\n-a\n",
        "--- a/x\n+++ b/x\n@@ -99999999999999999999,1 +1 @@\n-a\n",
        "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n b\n",
        "> --- a/x\n> +++ b/x\n> @@ -1 +1 @@\n> -a\n> +b\n",
        "\0\1\2\3",
      })
  void whatIsNoDiffIsRefusedWithAReason(String text) {
    Diff diff = DiffReader.read(text);
    assertTrue(diff.files().isEmpty());
    assertTrue(diff.error().length() > 10, diff.error());
  }

  @Test
  void hugeInputIsRefused() {
    assertTrue(DiffReader.read("x".repeat(17 << 20)).error().contains("16 MB"));
    assertTrue(DiffReader.read("\n".repeat(300_000)).error().contains("lines"));
  }
}

package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kaboom.report.Golden;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Source text in, report out: front ends, engine, replay and reporters together. */
class EndToEndTest {
  private static final String STORE_BUFFERING =
      """
      C SB

      {}

      P0(int *x, int *y)
      {
      	int r0;

      	WRITE_ONCE(*x, 1);
      	r0 = READ_ONCE(*y);
      }

      P1(int *x, int *y)
      {
      	int r0;

      	WRITE_ONCE(*y, 1);
      	r0 = READ_ONCE(*x);
      }

      ~exists (0:r0=0 /\\ 1:r0=0)
      """;

  private static final String LIST =
      """
      struct node { struct node *next; int data; };
      struct node *head;
      struct node entry;
      int seen = -1;

      static void publish(struct node *new)
      {
      	new->data = 1;
      	WRITE_ONCE(head, new);
      }

      static void walk(void)
      {
      	struct node *n = READ_ONCE(head);

      	if (n)
      		seen = n->data;
      }

      CPU(0) { publish(&entry); }
      NMI(0) { walk(); }
      FINALLY("the walk sees the entry whole", seen != 0);
      """;

  /** Relative and always the same, since the path shows in reports. */
  private static final Path DIRECTORY = Path.of("target", "models");

  private void check(int expected, String golden, String text, String... args) throws IOException {
    String name = args[1];
    Files.createDirectories(DIRECTORY);
    Files.writeString(DIRECTORY.resolve(name), text);
    List<String> words = new ArrayList<>(List.of(args));
    words.set(1, DIRECTORY.resolve(name).toString());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console =
        new Console(
            new PrintWriter(out), new PrintWriter(err), Console.Kind.OTHER, Console.Kind.OTHER);
    int code = Kaboom.run(console, Wiring.services(), words.toArray(String[]::new));
    String report = out.toString() + err;
    assertEquals(expected, code, report);
    Golden.check("cli/" + golden, report);
  }

  @Test
  void aLitmusTestInEveryFormat() throws IOException {
    for (String format : new String[] {"text", "herd", "json"}) {
      String golden = "sb." + format;
      check(1, golden, STORE_BUFFERING, "check", "SB.litmus", "--format", format);
    }
  }

  @Test
  void aModelInEveryFormat() throws IOException {
    for (String format : new String[] {"text", "herd", "json"}) {
      check(1, "list." + format, LIST, "check", "list.c", "--format", format);
    }
  }

  @Test
  void theReplayOfAReportedScheduleEndsInTheSameViolation() throws IOException {
    check(
        1,
        "list.replay",
        LIST,
        "replay",
        "list.c",
        "cpu0!1,nmi0,cpu0*4",
        "--compiler",
        "cppo",
        "--machine",
        "sc");
  }

  @Test
  void aMistakeInAModelIsShownWithItsLine() throws IOException {
    check(4, "mistake.text", "CPU(0) { x = 1; }\n", "check", "mistake.c");
  }
}

package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Expectations;
import dev.kaboom.program.Compiler;
import dev.kaboom.report.Golden;
import dev.kaboom.verdict.Trace;
import dev.kaboom.verdict.Verdict;
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

  private static final String LIST_ALWAYS =
      LIST + "ALWAYS(\"it has been seen or not\", seen < 2);\n";

  private static final String READ_TWICE =
      """
      C CoRR

      {}

      P0(int *x)
      {
      	WRITE_ONCE(*x, 1);
      }

      P1(int *x)
      {
      	int r0;
      	int r1;

      	r0 = *x;
      	r1 = *x;
      }

      exists (1:r0=1 /\\ 1:r1=0)
      """;

  private static final String GRACE_PERIOD =
      """
      C RCU

      {}

      P0(int *x, int *y)
      {
      	WRITE_ONCE(*x, 1);
      	synchronize_rcu();
      	WRITE_ONCE(*y, 1);
      }

      exists (y=1)
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
      String[] arguments = {"check", "SB.litmus", "-m", "sc,tso", "--format", format};
      check(1, golden, STORE_BUFFERING, arguments);
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

  /** A variant whose definition needs quoting, in a file whose name does. */
  @Test
  void thePrintedReplayCommandReproducesTheVeryTrace() throws IOException {
    Path file = DIRECTORY.resolve("it's a list.c");
    Files.createDirectories(DIRECTORY);
    Files.writeString(file, LIST.replace("new->data = 1;", "new->data = DATA;"));
    for (String machine : new String[] {"sc", "tso"}) {
      StringWriter out = new StringWriter();
      run(
          Wiring.services(),
          out,
          List.of("check", file.toString(), "-D", "DATA=1 + (0 * 2)", "-m", machine));
      String command =
          out.toString().lines().filter(l -> l.contains("kaboom replay")).findFirst().orElseThrow();
      List<String> words = shellWords(command.strip());
      List<Trace> replayed = new ArrayList<>();
      assertEquals(1, run(recording(replayed), new StringWriter(), words.subList(1, words.size())));
      assertEquals(List.of(trace(file, machine)), replayed);
    }
  }

  private static Trace trace(Path file, String machine) {
    var model =
        Wiring.services().loader().load(file, ImmutableMap.of("DATA", "1 + (0 * 2)")).model();
    Verdict verdict =
        Wiring.services()
            .checker()
            .check(
                model.orElseThrow(),
                Expectations.machine(machine).orElseThrow(),
                Compiler.CPPO,
                CheckOptions.defaults(),
                figures -> {})
            .verdict();
    return ((Verdict.Violated) verdict).trace();
  }

  private static int run(Services services, StringWriter out, List<String> words) {
    Console console =
        new Console(
            new PrintWriter(out), new PrintWriter(out), Console.Kind.OTHER, Console.Kind.OTHER);
    return Kaboom.run(console, services, words.toArray(String[]::new));
  }

  private static Services recording(List<Trace> traces) {
    Services real = Wiring.services();
    return new Services(
        real.checker(),
        real.loader(),
        (model, machine, compiler, bounds, schedule, loop) -> {
          Replays.Replayed replayed =
              real.replays().replay(model, machine, compiler, bounds, schedule, loop);
          traces.add(replayed.trace());
          return replayed;
        });
  }

  /** The words of a POSIX shell command that uses no quotes but single ones and backslashes. */
  private static List<String> shellWords(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (c == ' ' && !quoted) {
        words.add(word.toString());
        word.setLength(0);
      } else {
        word.append(c == '\\' && !quoted ? command.charAt(++i) : c);
      }
    }
    words.add(word.toString());
    return words;
  }

  @Test
  void handlersThatRequestEachOtherForEverAreALivelock() throws IOException {
    String model =
        """
        #include <linux/smp.h>
        static void ping(void *arg);
        static void pong(void *arg) { smp_call_function_single(0, ping, NULL, 0); }
        static void ping(void *arg) { smp_call_function_single(1, pong, NULL, 0); }
        CPU(0) { ping(NULL); }
        CPU(1) { }
        """;
    check(1, "pingpong.text", model, "check", "pingpong.c", "--machine", "sc,tso");
  }

  @Test
  void javasAccessModesAreAMachine() throws IOException {
    check(0, "corr-jvm.text", READ_TWICE, "check", "CoRR.litmus", "-m", "lkmm,jvm", "--explain");
    check(3, "rcu-jvm.json", GRACE_PERIOD, "check", "RCU.litmus", "-m", "jvm", "--format", "json");
    check(3, "list-jvm.text", LIST_ALWAYS, "check", "list_always.c", "-m", "jvm", "-c", "source");
  }

  @Test
  void theKernelsModelIsTheDefaultOfLitmusTests() throws IOException {
    check(1, "sb-lkmm.text", STORE_BUFFERING, "check", "SB.litmus");
    check(1, "sb-lkmm.json", STORE_BUFFERING, "check", "SB.litmus", "--format", "json");
  }

  @Test
  void aMistakeInAModelIsShownWithItsLine() throws IOException {
    check(4, "mistake.text", "CPU(0) { x = 1; }\n", "check", "mistake.c");
  }
}

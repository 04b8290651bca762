package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kaboom.check.ExpectationParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HelpTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private void check(int expected, String says, String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Console console =
        new Console(
            new PrintWriter(out), new PrintWriter(err), Console.Kind.OTHER, Console.Kind.OTHER);
    int code = Kaboom.run(console, Wiring.services(), words);
    console.out().flush();
    assertEquals(expected, code, err::toString);
    assertTrue((out.toString() + err).contains(says), () -> out.toString() + err);
  }

  @Test
  void everyTopicHasATextOf72Columns() {
    for (String topic : HelpTopicCommand.TOPICS.keySet()) {
      check(0, "", "help", topic);
      assertEquals(HelpTopicCommand.text(topic), out.toString());
      List<String> wide = out.toString().lines().filter(line -> line.length() > 72).toList();
      assertEquals(List.of(), wide, topic);
      check(0, topic, "help");
    }
  }

  @Test
  void commandsAreExplainedAndOthersAreGuessed() {
    check(0, "--compiler", "help", "check");
    check(2, "'machine' is no topic and no command; did you mean 'machines'?", "help", "machine");
    check(2, "did you mean 'check'?", "help", "chekc");
    check(2, "'zzzzzzzz' is no topic and no command\n", "help", "zzzzzzzz");
  }

  @Test
  void theExpectationInTheHelpIsOne() {
    String example =
        HelpTopicCommand.text("exit-codes")
            .lines()
            .map(String::strip)
            .filter(line -> line.startsWith("variant ") || line.startsWith("expect "))
            .collect(Collectors.joining("\n"));
    assertEquals(3, example.lines().count());
    assertEquals(List.of(), ExpectationParser.parse("x.expected", example).errors());
  }

  @Test
  void bashCompletesCommandsAndMachines() throws IOException, InterruptedException {
    check(0, "compinit", "completion", "zsh");
    check(2, "", "completion", "fish");
    check(0, "complete", "completion", "bash");
    String script = out.toString();
    completes(script, "check", "kaboom", "chec");
    completes(script, "sc tso lkmm lkmm-6.1 jvm", "kaboom", "check", "--machine", "");
  }

  private static void completes(String script, String expected, String... words)
      throws IOException, InterruptedException {
    String line = String.join(" ", words);
    String probe =
        ("\nCOMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s'; COMP_POINT=%d;"
                + " _complete_kaboom; echo ${COMPREPLY[*]}\n")
            .formatted(
                List.of(words).stream().map(w -> "'" + w + "'").collect(Collectors.joining(" ")),
                words.length - 1,
                line,
                line.length());
    Process bash = new ProcessBuilder("bash", "-s").redirectError(Redirect.DISCARD).start();
    try (var in = bash.getOutputStream()) {
      in.write((script + probe).getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(bash.waitFor(30, TimeUnit.SECONDS));
    assertEquals(expected, said.strip());
  }
}

package dev.kaboom.cli;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kaboom help}: explains a topic or a command, or lists both. */
@Command(
    name = "help",
    description = "Explain a topic or a command; list both.",
    mixinStandardHelpOptions = true)
final class HelpTopicCommand implements Callable<Integer> {
  /** Each topic, with what it is about. Its text is a resource of its name. */
  static final ImmutableMap<String, String> TOPICS =
      ImmutableMap.of(
          "machines", "sc, tso, lkmm, lkmm-6.1, jvm: which orders the hardware allows",
          "compilers", "source and cppo: which orders the compiler may emit",
          "nmi", "NMIs, interrupts and requests between CPUs",
          "kernel-c", "the C that a model is written in",
          "litmus", "litmus tests, and what Kaboom adds to them",
          "properties", "what can be asked of a model, and what is asked of all",
          "exit-codes", "what the exit code says, and where the expectation stands");

  @Parameters(arity = "0..1", paramLabel = "TOPIC|COMMAND", description = "what to explain")
  private @Nullable String word;

  @Spec private CommandSpec spec;

  private final Console console;

  HelpTopicCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CommandLine all = spec.root().commandLine();
    if (word == null) {
      all.usage(console.out());
      topics();
    } else if (TOPICS.containsKey(word)) {
      console.out().print(text(word));
    } else if (all.getSubcommands().containsKey(word)) {
      all.getSubcommands().get(word).usage(console.out());
    } else {
      List<String> words = new ArrayList<>(TOPICS.keySet());
      words.addAll(all.getSubcommands().keySet());
      throw new ParameterException(
          spec.commandLine(),
          "'" + word + "' is no topic and no command" + Labels.suggestion(word, words));
    }
    console.out().flush();
    return ExitCode.OK;
  }

  private void topics() {
    console.out().print("\nTopics (kaboom help TOPIC):\n");
    TOPICS.forEach((name, about) -> console.out().print("  %-11s %s\n".formatted(name, about)));
  }

  /** The text of a topic. */
  static String text(String topic) {
    URL resource = Resources.getResource("dev/kaboom/help/" + topic + ".txt");
    try {
      return Resources.toString(resource, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

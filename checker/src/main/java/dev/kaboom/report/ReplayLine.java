package dev.kaboom.report;

import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checked;
import dev.kaboom.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The command line that shows a trace again. */
final class ReplayLine {
  private static final Pattern PLAIN = Pattern.compile("[\\w./+:@=,-]+");

  private ReplayLine() {}

  /** {@code kaboom replay FILE SCHEDULE --machine M --compiler C -D …}, quoted for a shell. */
  static String of(Checked check, Verdict.Violated violated, CheckOptions options) {
    String schedule = "'" + violated.schedule() + "'";
    List<String> words = new ArrayList<>();
    addCase(words, check);
    CheckOptions usual = CheckOptions.defaults();
    addBound(words, "--store-buffer", options.storeBufferMax(), usual.storeBufferMax());
    addBound(words, "--window", options.windowMax(), usual.windowMax());
    addBound(words, "--loop", violated.trace().loopStart(), -1);
    return words.stream()
        .map(ReplayLine::quoted)
        .collect(
            Collectors.joining(
                " ", "kaboom replay " + quoted(path(check.file())) + " " + schedule + " ", ""));
  }

  /** {@code kaboom check FILE --machine M …}: an execution graph is found again, not replayed. */
  static String again(Checked check, CheckOptions options) {
    List<String> words = new ArrayList<>();
    addCase(words, check);
    CheckOptions usual = CheckOptions.defaults();
    addBound(words, "--unroll", options.unrollMax(), usual.unrollMax());
    if (options.engine() != usual.engine()) {
      words.addAll(List.of("--engine", options.engine().label()));
    }
    return words.stream()
        .map(ReplayLine::quoted)
        .collect(Collectors.joining(" ", "kaboom check " + quoted(path(check.file())) + " ", ""));
  }

  private static void addCase(List<String> words, Checked check) {
    words.addAll(List.of("--machine", check.result().machine().label()));
    words.addAll(List.of("--compiler", check.result().compiler().label()));
    for (Map.Entry<String, String> define : check.variant().defines().entrySet()) {
      String value = define.getValue().equals("1") ? "" : "=" + define.getValue();
      words.addAll(List.of("-D", define.getKey() + value));
    }
  }

  private static void addBound(List<String> words, String option, int value, int usual) {
    if (value != usual) {
      words.addAll(List.of(option, Integer.toString(value)));
    }
  }

  /** A file whose name would be taken for an option or for a file of arguments. */
  private static String path(String file) {
    return file.startsWith("-") || file.startsWith("@") ? "./" + file : file;
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

package dev.kaboom.cli;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The commands of a page of documentation, run in a folder: {@code $ ./kaboom …} with what it
 * prints, or a bare {@code ./kaboom …}, which has to make sense and is run with a small limit. A
 * block whose fence names a file is written to the folder when its turn comes.
 */
final class DocumentedCommands {
  private static final Pattern FENCE = Pattern.compile("```(?:\\S+ (\\S+))?.*");
  private static final Pattern COMMAND = Pattern.compile("(\\$ )?(?:\\./)?kaboom (.*)");
  private static final Pattern ECHO = Pattern.compile("\\$ echo \\$\\?");
  private static final Pattern WORD = Pattern.compile("'[^']*'|\\S+");
  private static final Pattern TIME = Pattern.compile("[0-9.]+ s\\b");

  /** Bare commands search the largest models; whether they make sense shows soon. */
  private static final List<String> LIMIT = List.of("--max-states=500");

  private final Path folder;
  private final List<String> complaints = new ArrayList<>();
  private int commands;

  DocumentedCommands(Path folder) {
    this.folder = folder;
  }

  /** How many commands there were. */
  int commands() {
    return commands;
  }

  /** Runs a page's commands; gives what the page says wrongly. */
  ImmutableList<String> run(String page) throws IOException {
    List<String> lines = page.lines().toList();
    int at = 0;
    while (at < lines.size()) {
      Matcher fence = FENCE.matcher(lines.get(at++));
      if (fence.matches()) {
        int end = at;
        while (end < lines.size() && !lines.get(end).equals("```")) {
          end++;
        }
        block(fence.group(1), lines.subList(at, end));
        at = end + 1;
      }
    }
    return ImmutableList.copyOf(complaints);
  }

  private void block(@Nullable String file, List<String> lines) throws IOException {
    if (file != null) {
      Files.writeString(folder.resolve(file), String.join("\n", lines) + "\n");
      return;
    }
    for (int at = 0; at < lines.size(); at++) {
      Matcher command = COMMAND.matcher(lines.get(at));
      if (command.matches()) {
        int end = at + 1;
        while (end < lines.size() && !isCommand(lines.get(end))) {
          end++;
        }
        boolean exact = command.group(1) != null;
        check(command.group(2), lines.subList(at + 1, end), exact, code(lines, end));
      }
    }
  }

  private static boolean isCommand(String line) {
    return COMMAND.matcher(line).matches() || ECHO.matcher(line).matches();
  }

  private static int code(List<String> lines, int at) {
    boolean told = at + 1 < lines.size() && ECHO.matcher(lines.get(at)).matches();
    return told ? Integer.parseInt(lines.get(at + 1).strip()) : ExitCode.OK;
  }

  private void check(String command, List<String> shown, boolean exact, int due)
      throws IOException {
    commands++;
    List<String> words = words(command);
    Path out = folder.resolve("documented.out");
    int redirection = words.indexOf(">");
    if (redirection >= 0) {
      out = folder.resolve(words.get(redirection + 1));
      words = words.subList(0, redirection);
    }
    List<String> limit = exact || words.get(0).equals("help") ? List.of() : LIMIT;
    int code = execute(ImmutableList.<String>builder().addAll(words).addAll(limit).build(), out);
    boolean sensible =
        code == ExitCode.OK || code == ExitCode.VIOLATED || code == ExitCode.INCONCLUSIVE;
    if (exact ? code != due : !sensible) {
      complaints.add("kaboom " + command + ": exit code " + code);
    }
    List<String> printed = Files.readString(out).lines().toList();
    if (exact && !shown.isEmpty() && !matches(shown, printed)) {
      complaints.add("kaboom " + command + ": prints\n" + String.join("\n", printed));
    }
  }

  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find() && !word.group().startsWith("#")) {
      words.add(word.group().replace("'", ""));
    }
    return words;
  }

  private int execute(List<String> words, Path out) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-cp", classPath(), Main.class.getName()));
    line.addAll(words);
    Process process =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private static String classPath() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> absolute = new ArrayList<>();
    Splitter.on(':').split(all).forEach(part -> absolute.add(Path.of(part).toAbsolutePath() + ""));
    return String.join(":", absolute);
  }

  /** Whether the lines are those shown; {@code ...} stands for any. Figures of time are ignored. */
  static boolean matches(List<String> shown, List<String> printed) {
    if (shown.isEmpty()) {
      return printed.stream().allMatch(String::isBlank);
    }
    List<String> rest = shown.subList(1, shown.size());
    if (shown.get(0).equals("...")) {
      for (int at = 0; at <= printed.size(); at++) {
        if (matches(rest, printed.subList(at, printed.size()))) {
          return true;
        }
      }
      return false;
    }
    return !printed.isEmpty()
        && masked(shown.get(0)).equals(masked(printed.get(0)))
        && matches(rest, printed.subList(1, printed.size()));
  }

  private static String masked(String line) {
    return TIME.matcher(line.stripTrailing()).replaceAll("TIME");
  }

  /** A page as it is stored. */
  static String page(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}

package dev.kaboom.analysis.patch;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import dev.kaboom.analysis.patch.Hunk.Kind;
import dev.kaboom.analysis.patch.Hunk.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads unified diffs as {@code git format-patch} writes them and as archives of mailing lists keep
 * them: with mail headers and text around them, context lines that have lost their first space,
 * blank context lines that are empty or gone. A hunk ends where its header's counts say; where its
 * body is shorter than that, at the next header.
 */
public final class DiffReader {
  private static final int LENGTH_MAX = 16 << 20;
  private static final int LINES_MAX = 200_000;
  private static final Pattern HEADER =
      Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@ ?(.*)");

  private final List<String> lines;
  private final ImmutableList.Builder<FileDiff> files = ImmutableList.builder();
  private ImmutableList.Builder<Hunk> hunks = ImmutableList.builder();
  private @Nullable String path;
  private int at;

  private DiffReader(List<String> lines) {
    this.lines = lines;
  }

  /** What the text has of a diff; never throws, whatever the text is. */
  public static Diff read(String raw) {
    if (raw.length() > LENGTH_MAX) {
      return Diff.unusable("more than 16 MB: this is no patch to one protocol");
    }
    String text = MailText.decode(raw);
    String whole = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    List<String> lines = Splitter.on('\n').splitToList(whole);
    if (lines.size() > LINES_MAX) {
      return Diff.unusable("more than " + LINES_MAX + " lines");
    }
    if (lines.stream().anyMatch(line -> line.startsWith("> @@ -") || line.startsWith(">@@ -"))) {
      return Diff.unusable("the diff is quoted with '>': give the mail that it answers");
    }
    return new DiffReader(lines).diff();
  }

  private Diff diff() {
    for (at = 0; at < lines.size(); at++) {
      String line = lines.get(at);
      if (line.startsWith("--- ")
          && at + 1 < lines.size()
          && lines.get(at + 1).startsWith("+++ ")) {
        endFile();
        path = path(line, lines.get(at + 1));
        at++;
      } else if (line.startsWith("@@ ")) {
        String error = hunk(line);
        if (!error.isEmpty()) {
          return Diff.unusable("line " + (at + 1) + ": " + error);
        }
      }
    }
    endFile();
    ImmutableList<FileDiff> all = files.build();
    return all.isEmpty() ? Diff.unusable("there is no hunk (\"@@ -…\") in it") : new Diff(all, "");
  }

  private void endFile() {
    ImmutableList<Hunk> found = hunks.build();
    if (path != null && !found.isEmpty()) {
      files.add(new FileDiff(path, found));
    }
    hunks = ImmutableList.builder();
  }

  /** The old file's name, or the new one's where the patch adds the file. */
  private static String path(String oldName, String newName) {
    String name = oldName.substring(4).split("\t", 2)[0].strip();
    if (name.equals("/dev/null")) {
      name = newName.substring(4).split("\t", 2)[0].strip();
    }
    return name.matches("[abiwco]/.+") ? name.substring(2) : name;
  }

  private String hunk(String header) {
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches()) {
      return "a hunk's header is \"@@ -line,count +line,count @@\"";
    }
    if (path == null) {
      return "a hunk without the names of its files (\"--- a/…\", \"+++ b/…\") before it";
    }
    Integer oldStart = Ints.tryParse(matcher.group(1));
    Integer oldCount = count(matcher.group(2));
    Integer newCount = count(matcher.group(4));
    if (oldStart == null || oldCount == null || newCount == null) {
      return "a number that no file has lines for";
    }
    int headerLine = at + 1;
    ImmutableList<Line> body = body(oldCount, newCount);
    if (body.stream().allMatch(line -> line.kind() == Kind.CONTEXT)) {
      return "a hunk that changes nothing";
    }
    hunks.add(new Hunk(headerLine, oldStart, oldCount, newCount, matcher.group(5), body));
    return "";
  }

  private static @Nullable Integer count(@Nullable String text) {
    return text == null ? Integer.valueOf(1) : Ints.tryParse(text);
  }

  private ImmutableList<Line> body(int oldCount, int newCount) {
    List<Line> body = new ArrayList<>();
    int oldLeft = oldCount;
    int newLeft = newCount;
    while ((oldLeft > 0 || newLeft > 0) && at + 1 < lines.size() && !ends(lines.get(at + 1))) {
      String text = lines.get(++at);
      if (text.startsWith("\\")) {
        continue;
      }
      Line line = line(text);
      body.add(line);
      oldLeft -= line.kind() == Kind.ADDED ? 0 : 1;
      newLeft -= line.kind() == Kind.REMOVED ? 0 : 1;
    }
    return ImmutableList.copyOf(body);
  }

  private Line line(String text) {
    char sign = text.isEmpty() ? ' ' : text.charAt(0);
    return switch (sign) {
      case '-' -> new Line(Kind.REMOVED, text.substring(1), at + 1);
      case '+' -> new Line(Kind.ADDED, text.substring(1), at + 1);
      case ' ' -> new Line(Kind.CONTEXT, text.isEmpty() ? "" : text.substring(1), at + 1);
      default -> new Line(Kind.CONTEXT, text, at + 1);
    };
  }

  /** Whether a line begins something else, also where the hunk is not complete. */
  private boolean ends(String line) {
    boolean nextFile =
        line.startsWith("--- ") && at + 2 < lines.size() && lines.get(at + 2).startsWith("+++ ");
    return nextFile
        || line.startsWith("@@ -")
        || line.startsWith("diff --git ")
        || line.equals("-- ")
        || line.equals("--");
  }
}

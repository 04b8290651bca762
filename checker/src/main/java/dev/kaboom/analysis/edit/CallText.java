package dev.kaboom.analysis.edit;

import com.google.common.collect.ImmutableList;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Expression;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call that stands in a file as it is written, not in a macro: its name and the texts of its
 * arguments. The syntax tree says where it stands; the text is read here because the tree has no
 * parentheses and no macros.
 *
 * @param file the file in which it stands
 * @param at the whole call
 * @param arguments their texts without the space around them
 */
public record CallText(Path file, Span at, String name, ImmutableList<String> arguments) {
  private static final Pattern HEAD = Pattern.compile("(\\w+)\\s*\\(");
  private static final Pattern DIRECTIVE = Pattern.compile("(?m)^\\s*#");

  /** Reads a call; empty if it comes from a macro or is cut by preprocessor lines. */
  public static Optional<CallText> of(Expression.Call call) {
    String text = call.span().text();
    Matcher head = HEAD.matcher(text);
    boolean named =
        head.lookingAt()
            && call.callee() instanceof Expression.Identifier callee
            && callee.name().equals(head.group(1));
    if (!named || !text.endsWith(")") || hasDirective(text)) {
      return Optional.empty();
    }
    Optional<ImmutableList<String>> arguments =
        split(text.substring(head.end(), text.length() - 1));
    Path file = Path.of(call.span().file().name());
    return arguments
        .filter(found -> found.size() == call.arguments().size())
        .map(found -> new CallText(file, call.span(), head.group(1), found));
  }

  /** Whether a line of the text is one of the preprocessor. */
  static boolean hasDirective(String text) {
    return DIRECTIVE.matcher(text).find();
  }

  /** An edit that puts another expression in the call's place. */
  public TextEdit with(String replacement) {
    return new TextEdit(file, at.start(), at.end(), replacement);
  }

  /** The texts between the commas; empty if a bracket has no partner. */
  private static Optional<ImmutableList<String>> split(String text) {
    ImmutableList.Builder<String> parts = ImmutableList.builder();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i = next(text, i)) {
      char c = text.charAt(i);
      if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
      } else if (c == ',' && depth == 0) {
        parts.add(text.substring(from, i).strip());
        from = i + 1;
      }
      if (depth < 0) {
        return Optional.empty();
      }
    }
    String last = text.substring(from).strip();
    if (from > 0 || !last.isEmpty()) {
      parts.add(last);
    }
    return depth == 0 ? Optional.of(parts.build()) : Optional.empty();
  }

  /** Behind a character, a comment or a constant in quotes. */
  private static int next(String text, int i) {
    char c = text.charAt(i);
    if (c == '"' || c == '\'') {
      int end = i + 1;
      while (end < text.length() && text.charAt(end) != c) {
        end += text.charAt(end) == '\\' ? 2 : 1;
      }
      return end + 1;
    }
    if (text.startsWith("/*", i)) {
      int end = text.indexOf("*/", i + 2);
      return end < 0 ? text.length() : end + 2;
    }
    return i + 1;
  }
}

package dev.kaboom.analysis.edit;

import dev.kaboom.lang.SourceFile;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Statement;
import java.util.Optional;

/** The whole text of a statement, where it stands in one file as it is written. */
final class Extent {
  private Extent() {}

  /**
   * From the first character of a statement to its semicolon or closing brace; empty for {@code do}
   * loops, labels, and where a macro or a preprocessor line is in the way.
   */
  static Optional<Span> of(Statement statement) {
    Optional<Span> last = last(statement);
    Span first = statement.span();
    if (last.isEmpty() || last.get().file() != first.file() || last.get().end() < first.end()) {
      return Optional.empty();
    }
    Span whole = first.to(last.get());
    String text = whole.text();
    boolean ends = text.endsWith(";") || text.endsWith("}");
    return ends && balanced(text) && !CallText.hasDirective(text)
        ? Optional.of(whole)
        : Optional.empty();
  }

  private static boolean balanced(String text) {
    long open = text.chars().filter(c -> c == '(' || c == '{').count();
    long closed = text.chars().filter(c -> c == ')' || c == '}').count();
    return open == closed;
  }

  private static Optional<Span> last(Statement statement) {
    if (statement instanceof Statement.If branch) {
      return last(branch.otherwise() == null ? branch.then() : branch.otherwise());
    }
    if (statement instanceof Statement.While loop) {
      return last(loop.body());
    }
    if (statement instanceof Statement.For loop) {
      return last(loop.body());
    }
    boolean simple =
        statement instanceof Statement.Evaluate
            || statement instanceof Statement.Block
            || statement instanceof Statement.Return
            || statement instanceof Statement.Declare
            || statement instanceof Statement.Break
            || statement instanceof Statement.Continue
            || statement instanceof Statement.Goto;
    return simple ? Optional.of(statement.span()) : Optional.empty();
  }

  /** The lines that the span stands on, line end included, if nothing else stands on them. */
  static Optional<Span> lines(Span span) {
    SourceFile file = span.file();
    int start = file.lineStart(span.line());
    int end = file.text().indexOf('\n', span.end());
    end = end < 0 ? file.text().length() : end + 1;
    boolean alone =
        file.text().substring(start, span.start()).isBlank()
            && file.text().substring(span.end(), end).isBlank();
    return alone ? Optional.of(file.span(start, end)) : Optional.empty();
  }
}

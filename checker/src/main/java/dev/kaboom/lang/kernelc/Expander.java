package dev.kaboom.lang.kernelc;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.SourceChecks;
import dev.kaboom.lang.SourceFile;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.Suggestions;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anarres.cpp.Feature;
import org.anarres.cpp.LexerException;
import org.anarres.cpp.Macro;
import org.anarres.cpp.Preprocessor;
import org.anarres.cpp.Source;
import org.anarres.cpp.Token;
import org.jspecify.annotations.Nullable;

/**
 * The preprocessor, told where each token comes from.
 *
 * <p>A token that is read from a file has its own place. One that comes from a macro has the place
 * of the outermost use of a macro that led to it, unless it is an argument written there. The use
 * begins with the name that was looked up last while a file was being read, and ends with what the
 * file gave last: macros are expanded only after their arguments have been read.
 */
final class Expander extends Preprocessor {
  /** How deep headers may include headers. */
  static final int INCLUDES_MAX = 32;

  /** How many steps preprocessing may take; a large model takes some 100 000. */
  static final int STEPS_MAX = 2_000_000;

  private final IncludeResolver resolver;
  private final Diagnostics diagnostics;
  private final Deque<TrackedSource> files = new ArrayDeque<>();
  private @Nullable Span name;
  private @Nullable Span use;
  private String notLocal = "";
  private int steps;

  Expander(SourceFile file, IncludeResolver resolver, Diagnostics diagnostics) {
    this.resolver = resolver;
    this.diagnostics = diagnostics;
    addFeature(Feature.PRAGMA_ONCE);
    setFileSystem(new NoFiles());
    setListener(new ExpansionErrors(this, diagnostics));
    TrackedSource root = new TrackedSource(new SplicedText(file));
    files.push(root);
    addInput(root);
  }

  /** Defines what {@code -D} says and what the kernel's own build always defines. */
  void define(Map<String, String> defines) throws LexerException {
    for (Map.Entry<String, String> define : PREDEFINED.entrySet()) {
      addMacro(define.getKey(), define.getValue());
    }
    for (Map.Entry<String, String> define : defines.entrySet()) {
      addMacro(define.getKey(), define.getValue());
    }
  }

  private static final ImmutableMap<String, String> PREDEFINED =
      ImmutableMap.<String, String>builder()
          .put("__KABOOM__", "1")
          .put("__KERNEL__", "1")
          .put("__STDC__", "1")
          .put("__STDC_VERSION__", "201112L")
          .put("__GNUC__", "13")
          .put("__GNUC_MINOR__", "0")
          .put("__x86_64__", "1")
          .put("__LP64__", "1")
          .put("__BITS_PER_LONG", "64")
          .put("CONFIG_SMP", "1")
          .put("CONFIG_64BIT", "1")
          .put("CONFIG_X86", "1")
          .put("CONFIG_X86_64", "1")
          .buildOrThrow();

  /** Where {@code token}, just returned, stands for the user. */
  Span span(Token token) {
    Source source = super.getSource();
    TrackedSource file = file();
    if (source instanceof TrackedSource) {
      return file.has(token) ? file.span(token) : file.lastRead();
    }
    Span place = use == null ? file.lastRead() : use;
    if (file.has(token)) {
      Span own = file.span(token);
      if (own.start() >= place.start() && own.end() <= place.end()) {
        return own;
      }
    }
    return place;
  }

  /** The place for a message about a line and column of the source that is being read. */
  Span place(int line, int column) {
    TrackedSource file = file();
    return super.getSource() instanceof TrackedSource && line > 0
        ? file.span(line, column, 1)
        : use == null ? file.lastRead() : use;
  }

  /** The file that is being read, also while a macro used in it is expanded. */
  TrackedSource file() {
    return files.getFirst();
  }

  /** The place of the macro that is being expanded or of what was read last. */
  Span here() {
    return super.getSource() instanceof TrackedSource || use == null ? file().lastRead() : use;
  }

  /** The use of the macro whose name was looked up last. */
  Span macroUse() {
    Span last = here();
    return name == null || name.file() != last.file() ? last : name.to(last);
  }

  @Override
  protected @Nullable Source getSource() {
    if (++steps > STEPS_MAX) {
      throw new LimitException();
    }
    return super.getSource();
  }

  @Override
  public @Nullable Macro getMacro(String text) {
    if (super.getSource() instanceof TrackedSource file) {
      name = file.lastRead();
    }
    return super.getMacro(text);
  }

  @Override
  protected void push_source(Source source, boolean autopop) {
    if (source instanceof TrackedSource file) {
      if (file != file()) {
        files.push(file);
      }
    } else if (super.getSource() instanceof TrackedSource file) {
      Span last = file.lastRead();
      use = name == null || name.file() != last.file() ? last : name.to(last);
    }
    super.push_source(source, autopop);
  }

  @Override
  protected @Nullable Token pop_source(boolean linemarker) throws IOException {
    if (super.getSource() instanceof TrackedSource && files.size() > 1) {
      files.pop();
    }
    return super.pop_source(linemarker);
  }

  @Override
  protected boolean include(Iterable<String> path, String header) {
    if (path == getFrameworksPath()) {
      return false;
    }
    boolean quoted = path == getQuoteIncludePath();
    Optional<SourceFile> found =
        quoted ? resolver.local(header, file().getName()) : resolver.system(header);
    if (found.isEmpty()) {
      if (quoted) {
        notLocal = header;
        return false;
      }
      missing(header);
      return true;
    }
    if (files.size() > INCLUDES_MAX) {
      diagnostics.error(
          directive(header),
          "headers include each other more than " + INCLUDES_MAX + " deep",
          "a header that includes itself needs an include guard");
      throw new LimitException();
    }
    if (SourceChecks.readable(found.get(), diagnostics)
        && Conditionals.check(found.get(), diagnostics)) {
      push_source(new TrackedSource(new SplicedText(found.get())), true);
    }
    return true;
  }

  private void missing(String header) {
    diagnostics.error(
        directive(header),
        notLocal.equals(header)
            ? "there is no file '" + header + "' beside this one, and no header of that name"
            : "there is no header '" + header + "'",
        (Suggestions.hint(header, resolver.systemNames())
                + " Kaboom has its own headers: "
                + String.join(", ", resolver.systemNames()))
            .strip());
  }

  /** The name of a header in the directive that has just been read to its end. */
  private Span directive(String header) {
    Span end = file().lastRead();
    int start = end.file().lineStart(end.line());
    int at = end.file().line(end.line()).indexOf(header);
    return at < 0 ? end : end.file().span(start + at, start + at + header.length());
  }

  @Override
  protected void pragma(Token word, List<Token> value) throws IOException, LexerException {
    if (word.getText().equals("once")) {
      super.pragma(word, ImmutableList.copyOf(value));
    }
  }

  /** Ends a preprocessing that takes too many steps or goes too deep. */
  static final class LimitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LimitException() {
      super(null, null, false, false);
    }
  }
}

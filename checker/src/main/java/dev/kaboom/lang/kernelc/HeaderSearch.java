package dev.kaboom.lang.kernelc;

import dev.kaboom.lang.SourceFile;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds out which bundled header defines a name, for messages. */
public final class HeaderSearch {
  private final IncludeResolver headers;

  /** Searches the headers that a resolver finds. */
  public HeaderSearch(IncludeResolver headers) {
    this.headers = headers;
  }

  /** The header that defines a function or a macro with arguments of that name. */
  public Optional<String> defining(String name) {
    String word = Pattern.quote(name);
    Pattern definition =
        Pattern.compile("(?m)^(#define " + word + "\\(|static inline [^;{]*\\b" + word + "\\()");
    for (String header : headers.systemNames()) {
      Optional<SourceFile> file = headers.system(header);
      if (file.isPresent() && definition.matcher(file.get().text()).find()) {
        return Optional.of(header);
      }
    }
    return Optional.empty();
  }
}

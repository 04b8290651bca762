package dev.kaboom.report.html;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** The style sheet and the scripts that go into each page. */
final class Assets {
  private static final ImmutableList<String> SCRIPTS =
      ImmutableList.of(
          "dom.js",
          "lists.js",
          "source.js",
          "trace.js",
          "state.js",
          "cuts.js",
          "graph.js",
          "page.js");

  private Assets() {}

  static String style() {
    return read("page.css");
  }

  /** All scripts as one, so that none of their names is global. */
  static String script() {
    return SCRIPTS.stream()
        .map(Assets::read)
        .collect(Collectors.joining("\n", "(() => {\n\"use strict\";\n", "})();\n"));
  }

  /** The text's hash as a content security policy names it. */
  static String hash(String text) {
    byte[] hash = Hashing.sha256().hashString(text, StandardCharsets.UTF_8).asBytes();
    return "'sha256-" + BaseEncoding.base64().encode(hash) + "'";
  }

  private static String read(String name) {
    try {
      return Resources.toString(Resources.getResource(Assets.class, name), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }
}

package dev.kaboom.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads as much of Graphviz's language as the reports write: a sequence of digraphs with clusters,
 * node and edge statements, attribute lists, and comments.
 */
final class DotSyntax {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s+|//[^\n]*\n|(->)|([{}\\[\\]=;,])|(\"(?:[^\"\\\\]|\\\\.)*\"|[A-Za-z_0-9]+)");

  private final List<String> tokens = new ArrayList<>();
  private final Set<String> nodes = new LinkedHashSet<>();
  private int next;

  private DotSyntax(String text) {
    Matcher token = TOKEN.matcher(text);
    int end = 0;
    while (end < text.length()) {
      if (!token.find() || token.start() != end) {
        throw new IllegalArgumentException("no token at: " + text.substring(end));
      }
      String word = token.group();
      if (!word.isBlank() && !word.startsWith("//")) {
        tokens.add(word);
      }
      end = token.end();
    }
  }

  /**
   * The number of digraphs.
   *
   * @throws IllegalArgumentException if the text is not well formed, or an edge ends at a node that
   *     was not declared before
   */
  static int graphs(String text) {
    DotSyntax syntax = new DotSyntax(text);
    int graphs = 0;
    while (syntax.next < syntax.tokens.size()) {
      syntax.nodes.clear();
      syntax.expect("digraph");
      syntax.name();
      syntax.body();
      graphs++;
    }
    return graphs;
  }

  private String peek() {
    return next < tokens.size() ? tokens.get(next) : "the end";
  }

  private void expect(String token) {
    if (!peek().equals(token)) {
      throw new IllegalArgumentException(peek() + " where " + token + " should be");
    }
    next++;
  }

  private String name() {
    String name = peek();
    if (!name.matches("(?s)\".*\"|[A-Za-z_0-9]+")) {
      throw new IllegalArgumentException(name + " is no name");
    }
    next++;
    return name;
  }

  private void body() {
    expect("{");
    while (!peek().equals("}")) {
      statement();
    }
    expect("}");
  }

  private void statement() {
    String first = name();
    if (first.equals("subgraph")) {
      name();
      body();
      return;
    }
    if (peek().equals("=")) {
      expect("=");
      name();
    } else if (peek().equals("->")) {
      expect("->");
      String last = name();
      if (!nodes.contains(first) || !nodes.contains(last)) {
        throw new IllegalArgumentException(first + " -> " + last + " has no such end");
      }
      attributes();
    } else {
      nodes.add(first);
      attributes();
    }
    expect(";");
  }

  private void attributes() {
    expect("[");
    while (!peek().equals("]")) {
      name();
      expect("=");
      name();
      if (peek().equals(",")) {
        next++;
      }
    }
    expect("]");
  }
}

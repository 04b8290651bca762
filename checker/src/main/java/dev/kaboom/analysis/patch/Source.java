package dev.kaboom.analysis.patch;

import com.google.common.base.Splitter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A file of a model, with its lines of code apart from comments and blank lines. */
final class Source {
  private final Path path;
  private final List<String> lines;
  private final List<String> code;
  private final List<Integer> numbers = new ArrayList<>();
  private final List<String> codeOnly = new ArrayList<>();
  private final Set<String> distinct;
  private final Functions functions;

  Source(Path path, String text) {
    this.path = path;
    lines = Splitter.on('\n').splitToList(text);
    code = CodeLines.of(lines);
    functions = new Functions(code);
    for (int i = 0; i < code.size(); i++) {
      if (!code.get(i).isEmpty()) {
        numbers.add(i);
        codeOnly.add(code.get(i));
      }
    }
    distinct = new LinkedHashSet<>(codeOnly);
  }

  Path path() {
    return path;
  }

  /** All lines as they are. */
  List<String> lines() {
    return lines;
  }

  /** How many lines of code there are. */
  int size() {
    return codeOnly.size();
  }

  /** A line of code. */
  String code(int index) {
    return codeOnly.get(index);
  }

  /** The place among all lines, from 0, of a line of code. */
  int number(int index) {
    return numbers.get(index);
  }

  boolean has(String wanted) {
    return distinct.contains(wanted);
  }

  /** The function that a line of code belongs to; "" if none. */
  String function(int index) {
    return functions.at(numbers.get(index));
  }

  /** The first line of code of a function, or -1 if the file has no such function. */
  int begin(String function) {
    int line = functions.begin(function);
    return line < 0 ? -1 : (int) numbers.stream().filter(number -> number < line).count();
  }
}

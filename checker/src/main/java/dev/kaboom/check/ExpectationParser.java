package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.verdict.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code .expected} files; {@link Expectations} describes the format. */
public final class ExpectationParser {
  /** The kinds of violation that may stand in place of a violation's name. */
  static final ImmutableSet<String> KINDS =
      Arrays.stream(Violation.Kind.values())
          .map(Expected::kindLabel)
          .collect(ImmutableSet.toImmutableSet());

  private static final ImmutableSet<String> VERDICTS =
      ImmutableSet.of("holds", "violated", "inconclusive");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|([^\\s\"]+)");
  private static final Pattern DEFINE = Pattern.compile("([A-Za-z_]\\w*)(?:=(.*))?");

  private final String file;
  private final Map<String, Variant> variants = new LinkedHashMap<>();
  private final List<Expectations.Rule> rules = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private int line;

  private ExpectationParser(String file) {
    this.file = file;
  }

  /**
   * What was read.
   *
   * @param errors one {@code file:line: message} each; empty if the file is good
   */
  public record Parsed(Expectations expectations, ImmutableList<String> errors) {}

  /** Reads the text of {@code file}; the name is for messages only. */
  public static Parsed parse(String file, String text) {
    ExpectationParser parser = new ExpectationParser(file);
    text.lines().forEach(parser::readLine);
    ImmutableList<Variant> variants = parser.allVariants();
    parser.checkVariants(variants);
    Expectations expectations = new Expectations(variants, ImmutableList.copyOf(parser.rules));
    return new Parsed(expectations, ImmutableList.copyOf(parser.errors));
  }

  private ImmutableList<Variant> allVariants() {
    String plain = Variant.PLAIN.name();
    boolean named = rules.stream().anyMatch(rule -> rule.variants().contains(plain));
    ImmutableList.Builder<Variant> all = ImmutableList.builder();
    if (variants.isEmpty() || (named && !variants.containsKey(plain))) {
      all.add(Variant.PLAIN);
    }
    return all.addAll(variants.values()).build();
  }

  private void readLine(String text) {
    line++;
    String content = withoutComment(text).strip();
    if (content.isEmpty()) {
      return;
    }
    List<String> words = words(content);
    switch (words.get(0)) {
      case "variant" -> readVariant(words);
      case "expect" -> readExpect(words, content.contains("\""));
      default -> error("a line starts with 'variant' or 'expect', not with '" + words.get(0) + "'");
    }
  }

  private static String withoutComment(String text) {
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      if (c == '#' && !quoted) {
        return text.substring(0, i);
      }
    }
    return text;
  }

  private static List<String> words(String content) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(content);
    while (matcher.find()) {
      words.add(Optional.ofNullable(matcher.group(1)).orElse(matcher.group()));
    }
    return words.isEmpty() ? List.of(content) : words;
  }

  private void readVariant(List<String> words) {
    if (words.size() < 2 || !words.get(1).matches("[\\w.+-]+")) {
      error("'variant' needs a name, then -D options");
      return;
    }
    String name = words.get(1);
    Map<String, String> defines = new LinkedHashMap<>();
    for (int i = 2; i < words.size(); i++) {
      String word = words.get(i);
      boolean separate = word.equals("-D") && i + 1 < words.size();
      String define = separate ? words.get(++i) : word.replaceFirst("^-D", "");
      Matcher matcher = DEFINE.matcher(define);
      if (!(separate || word.startsWith("-D")) || !matcher.matches()) {
        error("expected -D NAME or -D NAME=VALUE, not '" + word + "'");
        return;
      }
      defines.put(matcher.group(1), Optional.ofNullable(matcher.group(2)).orElse("1"));
    }
    if (variants.putIfAbsent(name, new Variant(name, ImmutableMap.copyOf(defines))) != null) {
      error("variant " + name + " is declared twice");
    }
  }

  private void readExpect(List<String> words, boolean quoted) {
    if (words.size() < 5 || words.size() > 6) {
      error("expected: expect VARIANTS MACHINES COMPILERS VERDICT [\"VIOLATION\"]");
      return;
    }
    String verdict = words.get(4);
    String violation = words.size() == 6 ? words.get(5) : "";
    int before = errors.size();
    var variantNames = list(words.get(1), Optional::of, "variant");
    var machines = list(words.get(2), Expectations::machine, "machine");
    var compilers = list(words.get(3), Expectations::compiler, "compiler");
    if (!VERDICTS.contains(verdict)) {
      error("'" + verdict + "' is no verdict: holds, violated or inconclusive");
    } else if (!violation.isEmpty() && !verdict.equals("violated")) {
      error("only 'violated' names a violation");
    } else if (!violation.isEmpty() && !quoted && !KINDS.contains(violation)) {
      error("quote the violation's name, or use one of " + String.join(", ", KINDS));
    }
    if (errors.size() == before) {
      var expected = new Expected.OfVerdict(verdict, violation);
      add(new Expectations.Rule(variantNames, machines, compilers, expected, line));
    }
  }

  private void add(Expectations.Rule rule) {
    for (Expectations.Rule other : rules) {
      if (rule.collidesWith(other)) {
        error("line " + other.line() + " already says what to expect of one of these checks");
        return;
      }
    }
    rules.add(rule);
  }

  private <T> ImmutableSet<T> list(String text, Function<String, Optional<T>> reader, String what) {
    if (text.equals("*")) {
      return ImmutableSet.of();
    }
    ImmutableSet.Builder<T> values = ImmutableSet.builder();
    for (String name : text.split(",", -1)) {
      Optional<T> value = name.isEmpty() ? Optional.empty() : reader.apply(name);
      value.ifPresentOrElse(values::add, () -> error("'" + name + "' is no " + what));
    }
    return values.build();
  }

  private void checkVariants(ImmutableList<Variant> declared) {
    for (Expectations.Rule rule : rules) {
      for (String name : rule.variants()) {
        if (declared.stream().noneMatch(variant -> variant.name().equals(name))) {
          line = rule.line();
          error("variant " + name + " is not declared");
        }
      }
    }
  }

  private void error(String message) {
    errors.add(file + ":" + line + ": " + message);
  }
}

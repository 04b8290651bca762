package dev.kaboom.report;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.ListNode;
import dev.kaboom.program.Location;
import dev.kaboom.program.Program;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Short names for the list nodes of a drawing whose own names would fill its columns: {@code head0}
 * for a list, numbered by CPU where it is per-CPU; {@code A}, {@code B} for entries, in the order
 * in which the drawing comes to them. No alias is a word of the model or of the drawing.
 */
final class Aliases {
  private static final int LONGEST = 12;
  private static final Pattern PER_CPU = Pattern.compile("per_cpu\\((.+), (\\d+)\\)");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");

  private final Map<String, String> aliases = new LinkedHashMap<>();
  private final Set<String> taken = new LinkedHashSet<>();
  private final Pattern names;

  private Aliases(Program program, List<String> texts) {
    takeWords(program, texts);
    List<ListNode> nodes = found(program, texts);
    Map<String, String> prefixes = new LinkedHashMap<>();
    nodes.stream().filter(ListNode::head).forEach(head -> perCpu(head.name(), prefixes));
    for (ListNode node : nodes) {
      if (!aliases.containsKey(node.name())) {
        name(node.name(), node.head() ? free("head", 0) : freeLetter());
      }
    }
    this.names = pattern(aliases.keySet());
  }

  /** The aliases for a drawing that is made of {@code texts}. */
  static Aliases of(Program program, List<String> texts) {
    return new Aliases(program, texts);
  }

  private void takeWords(Program program, List<String> texts) {
    for (Location cell : program.memory().locations()) {
      takeWords(cell.name());
    }
    texts.forEach(this::takeWords);
    program.memory().functions().forEach(function -> takeWords(function.name()));
    program.contexts().forEach(context -> taken.addAll(context.code().registers()));
  }

  private void takeWords(String text) {
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      taken.add(word.group());
    }
  }

  /** The nodes with long names that occur, in the order of their first occurrence. */
  private static List<ListNode> found(Program program, List<String> texts) {
    Map<String, ListNode> byName = new LinkedHashMap<>();
    program.memory().listNodes().stream()
        .filter(node -> node.name().length() > LONGEST)
        .forEach(node -> byName.putIfAbsent(node.name(), node));
    Pattern any = pattern(byName.keySet());
    Map<String, ListNode> found = new LinkedHashMap<>();
    for (String text : texts) {
      Matcher name = any.matcher(text);
      while (name.find()) {
        ListNode node = byName.get(name.group());
        if (node != null) {
          found.putIfAbsent(node.name(), node);
        }
      }
    }
    return new ArrayList<>(found.values());
  }

  /** Whole names only, the longest first: one name may begin with another. */
  private static Pattern pattern(Set<String> names) {
    return names.isEmpty()
        ? Pattern.compile("(?!)")
        : Pattern.compile(
            names.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![\\w.>])(?:", ")(?!\\w)")));
  }

  /** The copies of one variable share their prefix. */
  private void perCpu(String name, Map<String, String> prefixes) {
    Matcher copy = PER_CPU.matcher(name);
    if (copy.matches()) {
      String variable = copy.group(1);
      String prefix = prefixes.get(variable);
      String before = prefix == null ? freePrefix(prefixes) : prefix;
      prefixes.put(variable, before);
      name(name, before + copy.group(2));
    }
  }

  /** One of which no word of the model is a numbered copy. */
  private String freePrefix(Map<String, String> prefixes) {
    String prefix = "head";
    while (prefixes.containsValue(prefix) || numbered(prefix)) {
      prefix += "_";
    }
    return prefix;
  }

  private boolean numbered(String prefix) {
    return taken.stream().anyMatch(word -> word.matches(Pattern.quote(prefix) + "\\d+"));
  }

  private void name(String name, String alias) {
    aliases.put(name, alias);
    taken.add(alias);
  }

  private String freeLetter() {
    for (char letter = 'A'; letter <= 'Z'; letter++) {
      if (!taken.contains(String.valueOf(letter))) {
        return String.valueOf(letter);
      }
    }
    return free("E", 1);
  }

  private String free(String prefix, int from) {
    int number = from;
    while (taken.contains(prefix + number)) {
      number++;
    }
    return prefix + number;
  }

  /** The text with aliases in place of names. */
  String in(String text) {
    return names
        .matcher(text)
        .replaceAll(
            name -> Matcher.quoteReplacement(aliases.getOrDefault(name.group(), name.group())));
  }

  /** What each alias stands for, in order: {@code where head0 = per_cpu(list, 0)}. */
  ImmutableList<String> legend() {
    int width = aliases.values().stream().mapToInt(String::length).max().orElse(0);
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    String before = "where ";
    for (Map.Entry<String, String> alias : aliases.entrySet()) {
      String space = " ".repeat(width - alias.getValue().length());
      lines.add(before + alias.getValue() + space + " = " + alias.getKey());
      before = "      ";
    }
    return lines.build();
  }
}

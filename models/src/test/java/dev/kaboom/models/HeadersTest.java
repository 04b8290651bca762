package dev.kaboom.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
  private static final Pattern INCLUDE = Pattern.compile("(?m)^#include <(.*)>$");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "atomic",
        "bitops",
        "bug",
        "compiler",
        "container_of",
        "cpumask",
        "irqflags",
        "kernel",
        "list",
        "llist",
        "percpu",
        "poison",
        "rculist",
        "rcupdate",
        "smp",
        "spinlock",
        "stddef",
        "types"
      })
  void everyHeaderSaysWhatItStandsForAndFindsWhatItIncludes(String name) throws IOException {
    String text = text("linux/" + name + ".h");
    String head = text.substring(0, text.indexOf("*/"));
    assertTrue(head.contains("Stands for include/linux/" + name + ".h"), "stands for");
    assertTrue(head.contains("Linux 6.x"), "of which version");
    assertTrue(head.contains("Left out:") || name.equals("stddef"), "what is left out");
    String guard = "_LINUX_" + name.toUpperCase(java.util.Locale.ROOT) + "_H";
    assertTrue(text.contains("#ifndef " + guard + "\n#define " + guard + "\n"), "guard");
    for (String include : includes(text).toList()) {
      text(include);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"__list_add", "__list_add_rcu", "__list_del", "list_del"})
  void theOrderAndTheMarkingOfTheStoresAreTheKernels(String function) throws IOException {
    List<String> expected =
        switch (function) {
          case "__list_add" ->
              List.of(
                  "next->prev = new;",
                  "new->next = next;",
                  "new->prev = prev;",
                  "WRITE_ONCE(prev->next, new);");
          case "__list_add_rcu" ->
              List.of(
                  "new->next = next;",
                  "new->prev = prev;",
                  "rcu_assign_pointer(list_next_rcu(prev), new);",
                  "next->prev = new;");
          case "__list_del" -> List.of("next->prev = prev;", "WRITE_ONCE(prev->next, next);");
          default ->
              List.of(
                  "__list_del_entry(entry);",
                  "entry->next = LIST_POISON1;",
                  "entry->prev = LIST_POISON2;");
        };
    String header = function.endsWith("_rcu") ? "linux/rculist.h" : "linux/list.h";
    assertEquals(expected, body(text(header), function));
  }

  private static List<String> body(String text, String function) {
    int head = text.indexOf("static inline void " + function + "(");
    int start = text.indexOf("\n{\n", head) + 3;
    String body = text.substring(start, text.indexOf("\n}\n", start));
    return body.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private static Stream<String> includes(String text) {
    return INCLUDE.matcher(text).results().map((MatchResult result) -> result.group(1));
  }

  private static String text(String header) throws IOException {
    try (InputStream in = HeadersTest.class.getResourceAsStream("/dev/kaboom/headers/" + header)) {
      assertNotNull(in, header);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

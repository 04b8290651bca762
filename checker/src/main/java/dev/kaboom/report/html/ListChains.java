package dev.kaboom.report.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kaboom.program.ListNode;
import dev.kaboom.program.Memory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lists of a state as rows of boxes: what a forward walk from each head meets, and last the
 * entries that are on no list but take part in the trace. A head that another head leads to is an
 * entry of that list.
 */
final class ListChains {
  private final Memory memory;
  private final UnaryOperator<String> names;
  private final Map<Long, ListNode> nodes = new LinkedHashMap<>();
  private final Set<ListNode> shown = new LinkedHashSet<>();

  /**
   * Lists that any of the states changes; if none does, all of them.
   *
   * @param states the cells' values by index
   */
  ListChains(Memory memory, List<? extends List<Long>> states, UnaryOperator<String> names) {
    this.memory = memory;
    this.names = names;
    memory.listNodes().forEach(node -> nodes.putIfAbsent(node.address(), node));
    for (ListNode head : nodes.values()) {
      if (head.head() && states.stream().anyMatch(state -> changed(head, states.get(0), state))) {
        states.forEach(state -> shown.addAll(chain(head, state)));
      }
    }
    nodes.values().stream()
        .filter(node -> states.stream().anyMatch(s -> changed(List.of(node), states.get(0), s)))
        .forEach(shown::add);
    if (shown.isEmpty()) {
      nodes.values().stream().filter(ListNode::head).forEach(shown::add);
    }
  }

  private boolean changed(ListNode head, List<Long> first, List<Long> now) {
    return changed(chain(head, first), first, now) || changed(chain(head, now), first, now);
  }

  private static boolean changed(Iterable<ListNode> some, List<Long> first, List<Long> now) {
    for (ListNode node : some) {
      boolean next = !first.get(node.next()).equals(now.get(node.next()));
      if (next || (node.prev() >= 0 && !first.get(node.prev()).equals(now.get(node.prev())))) {
        return true;
      }
    }
    return false;
  }

  /** The nodes that a forward walk meets, the first one included. */
  private Set<ListNode> chain(ListNode head, List<Long> values) {
    Set<ListNode> chain = new LinkedHashSet<>();
    @Nullable ListNode node = head;
    while (node != null && chain.add(node)) {
      node = nodes.get(values.get(node.next()));
    }
    return chain;
  }

  /** The rows of a state. */
  void put(ArrayNode rows, List<Long> values) {
    Set<ListNode> drawn = new LinkedHashSet<>();
    List<ListNode> heads = shown.stream().filter(ListNode::head).toList();
    for (ListNode head : heads) {
      boolean entry =
          heads.stream()
              .filter(other -> !other.equals(head) && !chain(head, values).contains(other))
              .anyMatch(other -> chain(other, values).contains(head));
      if (!entry && !drawn.contains(head)) {
        Set<ListNode> chain = chain(head, values);
        drawn.addAll(chain);
        putRow(rows.addObject(), "list", new ArrayList<>(chain), values);
      }
    }
    List<ListNode> loose = shown.stream().filter(node -> !drawn.contains(node)).toList();
    for (ListNode node : loose) {
      putRow(rows.addObject(), "loose", List.of(node), values);
    }
  }

  private void putRow(ObjectNode row, String kind, List<ListNode> chain, List<Long> values) {
    row.put("kind", kind);
    ArrayNode boxes = row.putArray("nodes");
    boolean list = kind.equals("list");
    ListNode last = chain.get(chain.size() - 1);
    boolean closed = values.get(last.next()) == chain.get(0).address();
    for (int i = 0; i < chain.size(); i++) {
      ListNode node = chain.get(i);
      ObjectNode box = boxes.addObject();
      box.put("name", names.apply(node.name()));
      pointer(
          box.putObject("next"),
          node.next(),
          chain,
          values,
          list && goesAstray(node, chain, values));
      if (node.prev() >= 0) {
        long expected = i > 0 ? chain.get(i - 1).address() : last.address();
        boolean asked = list && (i > 0 || closed);
        boolean broken = asked && values.get(node.prev()) != expected;
        pointer(box.putObject("prev"), node.prev(), chain, values, broken);
      }
    }
    row.put("text", text(boxes));
  }

  /** A walk ends at the head, or for a list without one at NULL; nowhere else. */
  private boolean goesAstray(ListNode node, List<ListNode> chain, List<Long> values) {
    long next = values.get(node.next());
    boolean ends = next == 0 && node.prev() < 0;
    @Nullable ListNode to = nodes.get(next);
    return !ends
        && (to == null || (chain.indexOf(to) <= chain.indexOf(node) && chain.indexOf(to) > 0));
  }

  private void pointer(
      ObjectNode pointer, int cell, List<ListNode> chain, List<Long> values, boolean broken) {
    long value = values.get(cell);
    @Nullable ListNode target = nodes.get(value);
    pointer.put("cell", cell);
    pointer.put("to", target == null ? -1 : chain.indexOf(target));
    String text = target == null ? memory.describe(value, true) : target.name();
    pointer.put("text", names.apply(text));
    pointer.put("broken", broken);
  }

  private static String text(ArrayNode boxes) {
    StringBuilder text = new StringBuilder();
    List<String> broken = new ArrayList<>();
    boxes.forEach(
        box -> {
          text.append(text.isEmpty() ? box.path("name").asText() : "");
          text.append(" -> ").append(box.path("next").path("text").asText());
          Stream.of("next", "prev")
              .filter(way -> box.path(way).path("broken").asBoolean())
              .forEach(
                  way ->
                      broken.add(
                          "; broken: %s.%s = %s"
                              .formatted(
                                  box.path("name").asText(),
                                  way,
                                  box.path(way).path("text").asText())));
        });
    return text + String.join("", broken);
  }
}

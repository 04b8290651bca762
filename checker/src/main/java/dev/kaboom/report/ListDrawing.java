package dev.kaboom.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.program.ListNode;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lists of a state, each as the chain that a forward walk follows.
 *
 * <pre>
 *   loaded_vmcss_on_cpu -> vmcs_a.link -> LIST_POISON1
 *     prev: vmcs_a.link.prev = &amp;vmcs_b.link, not &amp;loaded_vmcss_on_cpu
 * </pre>
 */
final class ListDrawing {
  private final Memory memory;
  private final ImmutableList<Long> values;
  private final Map<Long, ListNode> nodes = new LinkedHashMap<>();
  private final Set<ListNode> drawn = new LinkedHashSet<>();
  private final Set<Integer> drawnCells = new LinkedHashSet<>();
  private final ImmutableList.Builder<String> lines = ImmutableList.builder();

  /**
   * Draws the lists that changed; if none did, all of them. A variable that is a node by itself may
   * be a list's head or an entry: one that leads into a list that is drawn already is taken for an
   * entry.
   *
   * @param before the cells' values by index at the start
   * @param values the cells' values by index now
   */
  ListDrawing(Memory memory, ImmutableList<Long> before, ImmutableList<Long> values) {
    this.memory = memory;
    this.values = values;
    memory.listNodes().forEach(node -> nodes.putIfAbsent(node.address(), node));
    List<ListNode> heads = nodes.values().stream().filter(ListNode::head).toList();
    List<ListNode> changed = heads.stream().filter(head -> changed(chain(head), before)).toList();
    for (ListNode head : changed.isEmpty() ? heads : changed) {
      Set<ListNode> chain = chain(head);
      if (chain.stream().noneMatch(drawn::contains)) {
        drawn.addAll(chain);
        draw(head);
      }
    }
  }

  /** The nodes that a forward walk meets, the first one included. */
  private Set<ListNode> chain(ListNode head) {
    Set<ListNode> chain = new LinkedHashSet<>();
    @Nullable ListNode node = head;
    while (node != null && chain.add(node)) {
      node = nodes.get(values.get(node.next()));
    }
    return chain;
  }

  private boolean changed(Set<ListNode> chain, ImmutableList<Long> before) {
    return chain.stream()
        .anyMatch(
            node ->
                !values.get(node.next()).equals(before.get(node.next()))
                    || (node.prev() >= 0
                        && !values.get(node.prev()).equals(before.get(node.prev()))));
  }

  /** One line for each list, further ones for what is wrong with its back pointers. */
  ImmutableList<String> lines() {
    return lines.build();
  }

  /** Indices of the cells that the drawing shows already. */
  ImmutableSet<Integer> cells() {
    return ImmutableSet.copyOf(drawnCells);
  }

  private void draw(ListNode head) {
    StringBuilder chain = new StringBuilder(head.name());
    ImmutableList.Builder<String> problems = ImmutableList.builder();
    Set<ListNode> seen = new LinkedHashSet<>();
    ListNode node = head;
    boolean walking = true;
    while (walking) {
      seen.add(node);
      drawnCells.add(node.next());
      drawnCells.add(node.prev());
      long next = values.get(node.next());
      ListNode following = nodes.get(next);
      chain.append(" -> ").append(following == null ? bare(next) : following.name());
      walking = following != null && !seen.contains(following);
      if (following != null && following.prev() >= 0) {
        checkPrev(following, node, problems);
      }
      if (following != null && seen.contains(following) && !following.equals(head)) {
        chain.append(" (again: the walk never ends)");
      }
      node = following == null ? node : following;
    }
    lines.add(chain.toString());
    lines.addAll(problems.build());
  }

  private void checkPrev(ListNode node, ListNode before, ImmutableList.Builder<String> problems) {
    long prev = values.get(node.prev());
    if (prev != before.address()) {
      Location cell = memory.locations().get(node.prev());
      problems.add("  prev: %s = %s, not &%s".formatted(cell.name(), target(prev), before.name()));
    }
  }

  private String target(long value) {
    ListNode node = nodes.get(value);
    return node == null ? bare(value) : "&" + node.name();
  }

  private String bare(long value) {
    return memory.describe(value, true);
  }
}

package dev.kaboom.check;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.EventKind;
import dev.kaboom.graph.Execution;
import dev.kaboom.graph.Tag;
import dev.kaboom.program.Memory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The cells of an execution as variables of a litmus test: their names, types and values.
 *
 * <p>A cell holds pointers there if what is read from it is dereferenced as it is. Where a model
 * adds offsets to its pointers, which litmus tests cannot, addresses become numbers, and an address
 * dependency is written as one through a sum.
 */
final class LitmusCells {
  private static final ImmutableSet<String> KEYWORDS =
      ImmutableSet.of(
          "int", "long", "if", "else", "exists", "forall", "locations", "filter", "volatile");

  private final Memory memory;
  private final Execution execution;
  private final Map<Integer, String> names = new LinkedHashMap<>();
  private final Set<Integer> numbers = new LinkedHashSet<>();
  private final Map<Long, Long> codes = new LinkedHashMap<>();

  LitmusCells(Memory memory, Execution execution) {
    this.memory = memory;
    this.execution = execution;
    for (Event event : execution.events()) {
      for (int read : event.address()) {
        Event base = execution.events().get(read);
        if (memory.locationAt(base.value()) != event.location()) {
          numbers.add(base.location());
        }
      }
    }
  }

  /** The variable's name. */
  String name(int location) {
    String known = names.get(location);
    if (known != null) {
      return known;
    }
    String wanted = memory.locations().get(location).name().replaceAll("[^A-Za-z0-9_]+", "_");
    String name = wanted.replaceAll("^_+|_+$", "");
    if (name.isEmpty() || KEYWORDS.contains(name) || name.matches("[rP]?[0-9].*")) {
      name = "v_" + name;
    }
    while (names.containsValue(name)) {
      name = name + "_";
    }
    names.put(location, name);
    return name;
  }

  /** Whether the cell's value is the address of another variable. */
  boolean isPointer(int location, long value) {
    return !numbers.contains(location) && memory.locationAt(value) >= 0;
  }

  /** The variable at an address. */
  int pointee(long address) {
    return memory.locationAt(address);
  }

  /** Whether any value of the cell is the address of another variable. */
  private boolean holdsPointers(int location) {
    return execution.events().stream()
        .anyMatch(event -> event.location() == location && isPointer(location, event.value()));
  }

  /** A value of the cell: a number, or the variable that it points to. */
  String value(int location, long value) {
    if (isPointer(location, value)) {
      return name(memory.locationAt(value));
    }
    boolean address = value >= Memory.BASE_ADDRESS || value < Integer.MIN_VALUE;
    return Long.toString(
        address ? codes.computeIfAbsent(value, unseen -> 100L + codes.size()) : value);
  }

  /** The type of the variable as a parameter, with the space or star behind it. */
  String parameter(int location) {
    if (touches(location, Tag.LOCK_READ, Tag.UNLOCK, Tag.LOCK_FAIL, Tag.IS_LOCKED)
        || touches(location, Tag.IS_UNLOCKED)) {
      return "spinlock_t *";
    }
    if (touches(location, Tag.SRCU_LOCK, Tag.SRCU_UNLOCK, Tag.SYNC_SRCU)) {
      return "struct srcu_struct *";
    }
    if (touches(location, Tag.RMW)) {
      return "atomic_t *";
    }
    return holdsPointers(location) ? "int **" : "int *";
  }

  private boolean touches(int location, Tag... tags) {
    return execution.events().stream()
        .filter(event -> event.location() == location)
        .anyMatch(event -> Arrays.stream(tags).anyMatch(event::has));
  }

  /** The block that gives the variables their values. */
  String initially() {
    StringBuilder block = new StringBuilder("{\n");
    Set<Integer> used = new TreeSet<>();
    for (Event event : execution.events()) {
      if (event.location() >= 0) {
        used.add(event.location());
      }
    }
    for (int location : used) {
      Event first = execution.events().get(execution.coherence().get(location).get(0));
      if (first.value() != 0 && isOpaque(location)) {
        throw new InexpressibleException("a lock that is held at first");
      }
      String name = name(location);
      String value = value(location, first.value());
      if (isPointer(location, first.value())) {
        block.append("\tint *%s=&%s;\n".formatted(name, value));
      } else if (first.value() != 0) {
        String type = parameter(location);
        boolean atomic = type.startsWith("atomic");
        block.append(
            atomic
                ? "\tatomic_t %s=ATOMIC_INIT(%s);\n".formatted(name, value)
                : "\tint %s=%s;\n".formatted(name, value));
      }
    }
    return block.append("}\n").toString();
  }

  /** The value of a cell at the end, as in a condition. */
  String finalValue(int location) {
    long initial = memory.locations().get(location).initial();
    return value(location, execution.finalValue(location, initial));
  }

  /** The variables whose final value says which of several writes came last, in memory's order. */
  Set<Integer> contested() {
    Set<Integer> cells = new TreeSet<>();
    for (Event event : execution.events()) {
      int location = event.location();
      if (event.kind() == EventKind.WRITE
          && execution.coherence().get(location).size() > 2
          && !isOpaque(location)) {
        cells.add(location);
      }
    }
    return cells;
  }

  /** Whether the cell is a lock or an SRCU domain, whose value no condition asks for. */
  private boolean isOpaque(int location) {
    return parameter(location).startsWith("s");
  }
}

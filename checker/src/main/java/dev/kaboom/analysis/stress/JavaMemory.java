package dev.kaboom.analysis.stress;

import dev.kaboom.program.Expression;
import dev.kaboom.program.JavaMode;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.program.ValueType;
import java.util.Map;
import java.util.TreeMap;

/**
 * The cells of a program in Java: cell n is the field {@code long cn} of the state and has the
 * VarHandle {@code Cn}. A pointer is the address as the program has it; where an address is not a
 * constant, a generated method finds the cell that it names.
 */
final class JavaMemory {
  private final Memory memory;

  /** Generated methods by name. */
  private final Map<String, String> methods = new TreeMap<>();

  JavaMemory(Memory memory) {
    this.memory = memory;
  }

  /** The methods for addresses that are no constants, as far as they were asked for. */
  String methods() {
    return String.join("\n", methods.values());
  }

  /** An access's cell: its index, or an expression for it. */
  record Cell(int index, String expression) {
    boolean known() {
      return index >= 0;
    }
  }

  /** The cell of an access of {@code bytes}; its expression throws where there is none. */
  Cell cell(Expression address, int bytes) {
    if (address instanceof Expression.Constant constant) {
      int at = memory.locationAt(constant.value());
      if (at >= 0 && memory.locations().get(at).type().bytes() == bytes) {
        return new Cell(at, Integer.toString(at));
      }
    }
    methods.computeIfAbsent("cell", name -> cellMethod());
    return new Cell(-1, "cell(" + JavaExpression.of(address) + ", " + bytes + ")");
  }

  /** The lock cell at an address, whatever its size. */
  Cell lock(Expression address) {
    if (address instanceof Expression.Constant constant) {
      int at = memory.locationAt(constant.value());
      if (at >= 0) {
        return new Cell(at, Integer.toString(at));
      }
    }
    methods.computeIfAbsent("cell", name -> cellMethod());
    return new Cell(-1, "cell(" + JavaExpression.of(address) + ", 0)");
  }

  /** A read of the whole cell; {@code at} is its index as an expression. */
  String read(Cell cell, String at, JavaMode mode) {
    if (cell.known()) {
      return "(long) C" + cell.index() + "." + mode.getter() + "(s)";
    }
    String name = "read" + mode.getter().substring("get".length());
    methods.computeIfAbsent(
        name,
        n ->
            switched(
                "private static long " + n + "(S s, int cell)",
                l -> "return (long) C" + l.index() + "." + mode.getter() + "(s);"));
    return name + "(s, " + at + ")";
  }

  /** A write of a value, cut to the cell's type, as a statement. */
  String write(Cell cell, String at, String value, JavaMode mode) {
    if (cell.known()) {
      return "C%d.%s(s, %s);".formatted(cell.index(), mode.setter(), wrapped(cell, value));
    }
    String name = "write" + mode.setter().substring("set".length());
    methods.computeIfAbsent(
        name,
        n ->
            switched(
                "private static void " + n + "(S s, int cell, long value)",
                l ->
                    "C%d.%s(s, %s); return;"
                        .formatted(
                            l.index(), mode.setter(), JavaExpression.wrap(l.type(), "value"))));
    return name + "(s, " + at + ", " + value + ");";
  }

  /** Whether the cell held {@code old} and now holds {@code value}. */
  String exchange(Cell cell, String at, String old, String value, String suffix) {
    String method = "compareAndExchange" + suffix;
    if (cell.known()) {
      String now = wrapped(cell, value);
      return "(long) C%d.%s(s, %s, %s) == %s".formatted(cell.index(), method, old, now, old);
    }
    String name = "exchange" + suffix;
    methods.computeIfAbsent(
        name,
        n ->
            switched(
                "private static boolean " + n + "(S s, int cell, long old, long value)",
                l ->
                    "return (long) C%d.%s(s, old, %s) == old;"
                        .formatted(l.index(), method, JavaExpression.wrap(l.type(), "value"))));
    return name + "(s, " + at + ", " + old + ", " + value + ")";
  }

  private String wrapped(Cell cell, String value) {
    ValueType type = memory.locations().get(cell.index()).type();
    return JavaExpression.wrap(type, value);
  }

  private interface OfCell {
    String text(Location cell);
  }

  private String switched(String signature, OfCell body) {
    StringBuilder java = new StringBuilder("  ").append(signature).append(" {\n");
    java.append("    switch (cell) {\n");
    for (Location cell : memory.locations()) {
      java.append("      case ").append(cell.index()).append(": ");
      java.append(body.text(cell)).append('\n');
    }
    return java.append("      default: throw Support.badAccess();\n    }\n  }\n").toString();
  }

  private String cellMethod() {
    StringBuilder java =
        new StringBuilder("  private static int cell(long address, int bytes) {\n");
    java.append("    int near = address >>> 31 == 0 ? (int) address : 0;\n");
    java.append("    switch (near) {\n");
    for (Location cell : memory.locations()) {
      java.append(
          "      case %d: return Support.sized(%d, bytes, %d);\n"
              .formatted(cell.address(), cell.index(), cell.type().bytes()));
    }
    return java.append("      default: throw Support.badAccess();\n    }\n  }\n").toString();
  }
}

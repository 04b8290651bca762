package dev.kaboom.interleave;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Code;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.program.MemoryObject;
import dev.kaboom.program.Observable;
import dev.kaboom.program.Position;
import dev.kaboom.program.Program;
import dev.kaboom.program.ValueType;
import dev.kaboom.property.Expectation;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small assembly language for programs of tests. Lines:
 *
 * <pre>
 * var x=0 p=&amp;x            64-bit cells
 * show x                  cells that final states show, beside all registers of named contexts
 * cpu0: W x 1; R r0 y     code: cpuN, irqN, nmiN, nmiN*2 (budget), ipiN.f, snmiN.f, init
 * always x == 0           also: finally, exists
 * </pre>
 *
 * Instructions are those of {@link AsmCode}.
 */
final class Asm {
  private static final Pattern HEADER =
      Pattern.compile("(init|cpu|irq|nmi|ipi|snmi)(\\d*)(?:\\.(\\w+))?(?:\\*(\\d+))?: *(.*)");

  private final Map<String, Long> symbols = new LinkedHashMap<>();
  private final List<Location> cells = new ArrayList<>();
  private final List<Context> contexts = new ArrayList<>();
  private final List<Property> properties = new ArrayList<>();
  private final List<Observable> shown = new ArrayList<>();
  private final Map<String, Integer> routines = new LinkedHashMap<>();
  private Code init = new Code(ImmutableList.of(), ImmutableList.of());
  private int cpus = 1;

  private Asm() {}

  static Model model(String text) {
    return new Asm().parse(text);
  }

  private Model parse(String text) {
    ImmutableList<String> lines =
        Splitter.on('\n')
            .trimResults()
            .omitEmptyStrings()
            .splitToStream(text)
            .collect(ImmutableList.toImmutableList());
    lines.forEach(this::declare);
    lines.forEach(this::define);
    Program program =
        new Program("test", "test", cpus, memory(), init, ImmutableList.copyOf(contexts));
    return new Model(
        program,
        ImmutableList.copyOf(properties),
        ImmutableList.copyOf(shown),
        Expectation.NONE,
        Model.Dialect.KERNEL_C);
  }

  private Memory memory() {
    ImmutableList<MemoryObject> objects =
        cells.stream()
            .map(
                cell ->
                    new MemoryObject(
                        cell.name(), cell.address(), 8, cell.index(), 1, MemoryObject.Kind.GLOBAL))
            .collect(ImmutableList.toImmutableList());
    return new Memory(objects, ImmutableList.copyOf(cells), ImmutableList.of(), ImmutableList.of());
  }

  private void declare(String line) {
    List<String> words = Splitter.on(' ').splitToList(line);
    if (words.get(0).equals("var")) {
      for (String word : words.subList(1, words.size())) {
        List<String> halves = Splitter.on('=').splitToList(word);
        long address = Memory.BASE_ADDRESS + 16L * cells.size();
        symbols.put(halves.get(0), address);
        cells.add(
            new Location(
                cells.size(), halves.get(0), address, ValueType.S64, value(halves.get(1)), false));
      }
    }
    Matcher header = HEADER.matcher(line);
    if (header.matches() && header.group(3) != null) {
      routines.putIfAbsent(header.group(3), routines.size());
    }
  }

  private long value(String text) {
    return text.startsWith("&") ? symbols.getOrDefault(text.substring(1), 0L) : Long.decode(text);
  }

  private void define(String line) {
    Matcher header = HEADER.matcher(line);
    if (header.matches()) {
      context(header);
      return;
    }
    List<String> words = Splitter.on(' ').limit(2).splitToList(line);
    if (words.get(0).equals("show")) {
      for (String name : Splitter.on(' ').split(words.get(1))) {
        shown.add(new Observable.OfLocation("[" + name + "]", indexOf(name)));
      }
    } else if (!words.get(0).equals("var")) {
      properties.add(property(words.get(0), words.get(1)));
    }
  }

  private int indexOf(String name) {
    return (int) ((symbols.getOrDefault(name, 0L) - Memory.BASE_ADDRESS) / 16);
  }

  private Property property(String kind, String text) {
    Code code = AsmCode.predicate(text, symbols);
    return switch (kind) {
      case "always" -> new Property.Always(text, Position.NONE, code);
      case "finally" -> new Property.Finally(text, Position.NONE, code);
      case "exists" -> new Property.Exists(text, Position.NONE, code);
      default -> throw new AssertionError(kind);
    };
  }

  private void context(Matcher header) {
    Code code = AsmCode.code(header.group(5), symbols, routines);
    if (header.group(1).equals("init")) {
      init = code;
      return;
    }
    int cpu = Integer.parseInt(header.group(2));
    cpus = Math.max(cpus, cpu + 1);
    ContextKind kind =
        switch (header.group(1)) {
          case "cpu" -> ContextKind.PROCESS;
          case "irq" -> ContextKind.IRQ;
          case "nmi" -> ContextKind.NMI;
          case "ipi" -> ContextKind.IPI;
          default -> ContextKind.SENT_NMI;
        };
    boolean budgeted = kind == ContextKind.IRQ || kind == ContextKind.NMI;
    int budget = header.group(4) != null ? Integer.parseInt(header.group(4)) : budgeted ? 1 : 0;
    int routine = header.group(3) == null ? -1 : routines.getOrDefault(header.group(3), -1);
    String name = header.group(1) + cpu + (header.group(3) == null ? "" : "." + header.group(3));
    int index = contexts.size();
    contexts.add(new Context(index, name, name, kind, cpu, budget, routine, code));
    for (int register = 0; register < code.registers().size(); register++) {
      if (!code.registers().get(register).startsWith("%")) {
        shown.add(
            new Observable.OfRegister(
                name + ":" + code.registers().get(register), index, register));
      }
    }
  }
}

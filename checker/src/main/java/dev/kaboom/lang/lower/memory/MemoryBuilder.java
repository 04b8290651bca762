package dev.kaboom.lang.lower.memory;

import com.google.common.collect.ImmutableList;
import dev.kaboom.lang.lower.type.CType;
import dev.kaboom.lang.lower.type.StructType;
import dev.kaboom.program.Function;
import dev.kaboom.program.ListNode;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.program.MemoryObject;
import dev.kaboom.program.MemoryObject.Kind;
import dev.kaboom.program.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives every object its address, and becomes the program's {@link Memory}.
 *
 * <p>The address space: globals from {@link Memory#BASE_ADDRESS}; one area for each CPU's copies of
 * the per-CPU variables, all areas alike, {@link #PER_CPU_STRIDE} apart; local variables; functions
 * in the kernel's text range. A per-CPU variable itself has an address in a range without any cell,
 * as the kernel's {@code __percpu} pointers: adding {@link #perCpuOffset} gives a CPU's copy.
 */
public final class MemoryBuilder {
  /** Unused bytes after each object, at least. */
  public static final long GAP = 64;

  /** From one CPU's copies to the next one's. */
  public static final long PER_CPU_STRIDE = 0x100_0000L;

  /** No program has more cells. */
  public static final int CELLS_MAX = 65_536;

  private static final long PER_CPU_TEMPLATE = 0x0800_0000L;
  private static final long STRINGS = 0x0900_0000L;
  private static final long PER_CPU_BASE = 0x2000_0000L;
  private static final long LOCALS = 0x7000_0000L;
  private static final long FUNCTIONS = 0xffff_ffff_8100_0000L;

  private record Placed(String name, long address, CType type, Kind kind, Cells cells) {}

  private final int cpuCount;
  private final List<Placed> objects = new ArrayList<>();
  private final Map<Long, Long> initial = new LinkedHashMap<>();
  private final Map<String, Function> functions = new LinkedHashMap<>();
  private long nextGlobal = Memory.BASE_ADDRESS;
  private long nextPerCpu;
  private long nextLocal = LOCALS;
  private long nextString = STRINGS;
  private int cellCount;

  /** Memory for that many CPUs. */
  public MemoryBuilder(int cpuCount) {
    this.cpuCount = cpuCount;
  }

  /** Places a variable that every CPU may reach; gives its address. */
  public long global(String name, CType type) {
    long address = nextGlobal;
    nextGlobal = after(address, type);
    place(name, address, type, Kind.GLOBAL);
    return address;
  }

  /** Places a local variable whose address is taken; gives its address. */
  public long local(String name, CType type) {
    long address = nextLocal;
    nextLocal = after(address, type);
    place(name, address, type, Kind.LOCAL);
    return address;
  }

  /** Places a copy for each CPU; gives the address that stands for all of them. */
  public long perCpu(String name, CType type) {
    long offset = nextPerCpu;
    nextPerCpu = after(offset, type);
    for (int cpu = 0; cpu < cpuCount; cpu++) {
      long address = PER_CPU_BASE + cpu * PER_CPU_STRIDE + offset;
      place("per_cpu(" + name + ", " + cpu + ")", address, type, Kind.PER_CPU);
    }
    return PER_CPU_TEMPLATE + offset;
  }

  /** What to add to a per-CPU variable's address to reach CPU 0's copy. */
  public static long perCpuOffset() {
    return PER_CPU_BASE - PER_CPU_TEMPLATE;
  }

  /** The address of the next string constant: it points to no cell. */
  public long string() {
    nextString += GAP;
    return nextString;
  }

  /** The address of a function; the same name has the same address. */
  public long function(String name) {
    return functions
        .computeIfAbsent(name, n -> new Function(n, FUNCTIONS + 16L * functions.size()))
        .address();
  }

  /** The name of the function at an address. */
  public Optional<String> functionAt(long address) {
    return functions.values().stream()
        .filter(function -> function.address() == address)
        .map(Function::name)
        .findFirst();
  }

  /** Whether there are more cells than any program may have. */
  public boolean full() {
    return cellCount > CELLS_MAX;
  }

  /** Sets what a cell holds before {@code INIT} runs; a per-CPU address means every copy. */
  public void initial(long address, long value) {
    if (address >= PER_CPU_TEMPLATE && address < STRINGS) {
      for (int cpu = 0; cpu < cpuCount; cpu++) {
        initial.put(address + perCpuOffset() + cpu * PER_CPU_STRIDE, value);
      }
    } else {
      initial.put(address, value);
    }
  }

  private static long after(long address, CType type) {
    return StructType.roundUp(address + Math.max(1, type.size()), GAP) + GAP;
  }

  private void place(String name, long address, CType type, Kind kind) {
    Cells cells = Cells.of(type);
    cellCount += cells.list().size();
    objects.add(new Placed(name, address, type, kind, cells));
  }

  /** The finished memory. */
  public Memory build() {
    objects.sort((left, right) -> Long.compare(left.address(), right.address()));
    ImmutableList.Builder<MemoryObject> placed = ImmutableList.builder();
    ImmutableList.Builder<ListNode> nodes = ImmutableList.builder();
    List<Location> locations = new ArrayList<>();
    Map<Long, Integer> indices = new LinkedHashMap<>();
    for (Placed object : objects) {
      int first = locations.size();
      for (Cells.Cell cell : object.cells().list()) {
        indices.put(object.address() + cell.offset(), locations.size());
        locations.add(location(locations.size(), object, cell));
      }
      placed.add(
          new MemoryObject(
              object.name(),
              object.address(),
              object.type().size(),
              first,
              locations.size() - first,
              object.kind()));
      object.cells().nodes().forEach(node -> nodes.add(listNode(object, node, indices)));
    }
    return new Memory(
        placed.build(),
        ImmutableList.copyOf(locations),
        ImmutableList.copyOf(functions.values()),
        nodes.build());
  }

  private Location location(int index, Placed object, Cells.Cell cell) {
    long address = object.address() + cell.offset();
    ValueType type = cell.type().cell().orElse(ValueType.U64);
    return new Location(
        index,
        object.name() + cell.path(),
        address,
        type,
        type.wrap(initial.getOrDefault(address, 0L)),
        cell.type().pointer());
  }

  private static ListNode listNode(Placed object, Cells.Node node, Map<Long, Integer> indices) {
    ListShape shape = ListShape.of(node.type()).orElseThrow();
    long address = object.address() + node.offset();
    int next = indices.getOrDefault(address + shape.next(), -1);
    int prev = shape.prev() < 0 ? -1 : indices.getOrDefault(address + shape.prev(), -1);
    boolean head = shape.alwaysHead() || !node.inStruct();
    return new ListNode(object.name() + node.path(), address, next, prev, head);
  }
}

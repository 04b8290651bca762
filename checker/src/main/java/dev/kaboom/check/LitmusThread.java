package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.EventKind;
import dev.kaboom.graph.Execution;
import dev.kaboom.graph.Tag;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.RmwOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One thread of an execution as straight-line code of a litmus test: each event with the marking,
 * the dependencies and the values that it had. An {@code if} around a statement is a control
 * dependency; a data or address dependency that its value does not need is a difference of a
 * register and itself.
 */
final class LitmusThread {
  private final Execution execution;
  private final LitmusCells cells;
  private final int number;
  private final Map<Integer, String> registers = new LinkedHashMap<>();
  private final Set<String> pointers = new LinkedHashSet<>();
  private final Set<Integer> variables = new TreeSet<>();
  private final List<String> lines = new ArrayList<>();
  private ImmutableSortedSet<Integer> open = ImmutableSortedSet.of();
  private int registersUsed;

  LitmusThread(Execution execution, LitmusCells cells, int number) {
    this.execution = execution;
    this.cells = cells;
    this.number = number;
  }

  /** The thread's function. */
  String text(ImmutableList<Integer> programOrder) {
    for (int index : programOrder) {
      Event event = execution.events().get(index);
      boolean second = event.kind() == EventKind.WRITE && event.partner() >= 0;
      if (!second) {
        statement(event);
      }
    }
    arms(ImmutableSortedSet.of());
    String parameters =
        variables.stream()
            .map(cell -> cells.parameter(cell) + cells.name(cell))
            .collect(Collectors.joining(", "));
    StringBuilder text = new StringBuilder("P%d(%s)\n{\n".formatted(number, parameters));
    for (int register = 0; register < registersUsed; register++) {
      String name = "r" + register;
      text.append("\tint %s%s;\n".formatted(pointers.contains(name) ? "*" : "", name));
    }
    text.append(registersUsed > 0 ? "\n" : "");
    lines.forEach(line -> text.append('\t').append(line).append('\n'));
    return text.append("}\n").toString();
  }

  /** What the registers hold at the end, as parts of a condition. */
  List<String> condition() {
    List<String> parts = new ArrayList<>();
    registers.forEach(
        (read, register) -> {
          if (!execution.events().get(read).has(Tag.SRCU_LOCK)) {
            parts.add("%d:%s=%s".formatted(number, register, held(execution.events().get(read))));
          }
        });
    return parts;
  }

  // Statements

  private void statement(Event event) {
    if (event.value() == Event.UNDETERMINED) {
      throw new InexpressibleException("a value comes out of thin air");
    }
    Instruction instruction = event.instruction();
    if (instruction == null) {
      throw new InexpressibleException("an event has no statement");
    }
    arms(ImmutableSortedSet.copyOf(event.control()));
    if (event.location() >= 0) {
      variables.add(event.location());
    }
    instruction.accept(new Statement(event));
  }

  /** Writes the statement of an event and, if it is an RMW, of its other half. */
  private final class Statement extends EventVisitor<Boolean> {
    private final Event event;

    Statement(Event event) {
      this.event = event;
    }

    @Override
    public Boolean load(Instruction.Load load) {
      return result(event, LitmusThread.load(load.kind(), place(event)));
    }

    @Override
    public Boolean store(Instruction.Store store) {
      String value = written(event, event.data());
      return line(LitmusThread.store(store.kind(), place(event), value));
    }

    @Override
    public Boolean rmw(Instruction.Rmw rmw) {
      return modify(event, rmw);
    }

    @Override
    public Boolean fence(Instruction.Fence fence) {
      return line(name(fence));
    }

    @Override
    public Boolean lock(Instruction.LockOperation lock) {
      return LitmusThread.this.lock(event, lock.kind());
    }

    @Override
    public Boolean rcu(Instruction.RcuOperation rcu) {
      return LitmusThread.this.rcu(event, rcu.kind());
    }

    /** Without handlers, masking them is a barrier for the compiler and no more. */
    @Override
    public Boolean irq(Instruction.IrqOperation irq) {
      return line("barrier()");
    }

    @Override
    Boolean other(Instruction instruction) {
      throw new InexpressibleException("`" + instruction.at().text().strip() + "`");
    }
  }

  private static String load(AccessKind kind, String place) {
    return switch (kind) {
      case PLAIN -> "*" + place;
      case ONCE -> "READ_ONCE(*" + place + ")";
      case ACQUIRE -> "smp_load_acquire(" + place + ")";
      case RELEASE -> throw new IllegalStateException("a load is no release");
    };
  }

  private static String store(AccessKind kind, String place, String value) {
    return switch (kind) {
      case PLAIN -> "*" + place + " = " + value;
      case ONCE -> "WRITE_ONCE(*" + place + ", " + value + ")";
      case RELEASE -> "smp_store_release(" + place + ", " + value + ")";
      case ACQUIRE -> throw new IllegalStateException("a store is no acquire");
    };
  }

  private boolean modify(Event read, Instruction.Rmw rmw) {
    String place = place(read);
    if (read.partner() < 0) {
      return result(read, "cmpxchg(%s, %d, 0)".formatted(place, read.value() == 1 ? 2 : 1));
    }
    Event write = execution.events().get(read.partner());
    Set<Integer> others = new TreeSet<>(write.data());
    boolean ofItself = others.remove(read.index());
    String suffix = suffix(rmw.order());
    if (rmw.condition() != null) {
      String expected = value(read);
      String value = written(write, others);
      return result(read, "cmpxchg%s(%s, %s, %s)".formatted(suffix, place, expected, value));
    }
    return ofItself
        ? add(read, write, rmw, sum(Long.toString(write.value() - read.value()), others))
        : result(read, "xchg%s(%s, %s)".formatted(suffix, place, written(write, others)));
  }

  private boolean add(Event read, Event write, Instruction.Rmw rmw, String added) {
    if (cells.isPointer(read.location(), read.value())
        || cells.isPointer(write.location(), write.value())) {
      throw new InexpressibleException("arithmetic on a pointer in memory");
    }
    String place = place(read);
    return rmw.returnsValue()
        ? result(read, "atomic_fetch_add%s(%s, %s)".formatted(suffix(rmw.order()), added, place))
        : line("atomic_add(%s, %s)".formatted(added, place));
  }

  private static String suffix(RmwOrder order) {
    return switch (order) {
      case RELAXED -> "_relaxed";
      case ACQUIRE -> "_acquire";
      case RELEASE -> "_release";
      case FULL -> "";
      case LOCAL, LOCAL_PLAIN -> throw new InexpressibleException("a this_cpu operation");
    };
  }

  private boolean lock(Event event, Instruction.LockOperation.Kind kind) {
    String place = place(event);
    return switch (kind) {
      case LOCK -> line("spin_lock(" + place + ")");
      case UNLOCK -> line("spin_unlock(" + place + ")");
      case TRY_LOCK -> result(event, "spin_trylock(" + place + ")");
      case IS_LOCKED -> result(event, "spin_is_locked(" + place + ")");
    };
  }

  private static String name(Instruction.Fence fence) {
    return switch (fence.barrier()) {
      case COMPILER -> "barrier()";
      case MB -> "smp_mb()";
      case WMB -> "smp_wmb()";
      case RMB -> "smp_rmb()";
      case BEFORE_ATOMIC -> "smp_mb__before_atomic()";
      case AFTER_ATOMIC -> "smp_mb__after_atomic()";
      case AFTER_SPINLOCK -> "smp_mb__after_spinlock()";
      case AFTER_UNLOCK_LOCK -> "smp_mb__after_unlock_lock()";
      case AFTER_SRCU_READ_UNLOCK -> "smp_mb__after_srcu_read_unlock()";
    };
  }

  private boolean rcu(Event event, Instruction.RcuOperation.Kind kind) {
    return switch (kind) {
      case READ_LOCK -> line("rcu_read_lock()");
      case READ_UNLOCK -> line("rcu_read_unlock()");
      case SYNCHRONIZE -> line("synchronize_rcu()");
      case SYNCHRONIZE_EXPEDITED -> line("synchronize_rcu_expedited()");
      case SRCU_READ_LOCK -> result(event, "srcu_read_lock(" + place(event) + ")");
      case SRCU_DOWN_READ -> result(event, "srcu_down_read(" + place(event) + ")");
      case SRCU_READ_UNLOCK -> line("srcu_read_unlock(%s, %s)".formatted(place(event), it(event)));
      case SRCU_UP_READ -> line("srcu_up_read(%s, %s)".formatted(place(event), it(event)));
      case SRCU_SYNCHRONIZE -> line("synchronize_srcu(" + place(event) + ")");
      case SRCU_SYNCHRONIZE_EXPEDITED -> line("synchronize_srcu_expedited(" + place(event) + ")");
    };
  }

  /** The register that holds the cookie of an SRCU section; a fence is not data of another. */
  private String it(Event unlock) {
    List<Integer> locks = new ArrayList<>();
    for (int read : registers.keySet()) {
      Event lock = execution.events().get(read);
      boolean same = lock.has(Tag.SRCU_LOCK) && lock.location() == unlock.location();
      if (same && unlock.data().contains(read)) {
        return register(read);
      }
      if (same && lock.kind() == EventKind.FENCE) {
        locks.add(read);
      }
    }
    if (locks.size() == 1) {
      return register(locks.get(0));
    }
    throw new InexpressibleException("an srcu_read_unlock() whose cookie comes through memory");
  }

  // Dependencies

  /** Opens and closes arms so that these reads decide about the next statement. */
  private void arms(ImmutableSortedSet<Integer> reads) {
    if (reads.equals(open)) {
      return;
    }
    int depth = open.size();
    open = ImmutableSortedSet.of();
    while (depth > 0) {
      depth--;
      lines.add("\t".repeat(depth) + "}");
    }
    for (int read : reads) {
      Event event = execution.events().get(read);
      lines.add("\t".repeat(depth) + "if (%s == %s) {".formatted(register(read), told(event)));
      depth++;
    }
    open = reads;
  }

  /** What is accessed: a variable, or a register with an address. */
  private String place(Event event) {
    String place = cells.name(event.location());
    for (int read : event.address()) {
      Event base = execution.events().get(read);
      if (event.address().size() == 1 && cells.isPointer(base.location(), base.value())) {
        return register(read);
      }
      String nothing = fresh();
      line("%s = %s".formatted(nothing, difference(read)));
      String address = fresh();
      pointers.add(address);
      line("%s = %s + %s".formatted(address, place, nothing));
      place = address;
    }
    return place;
  }

  private String difference(int read) {
    Event event = execution.events().get(read);
    if (cells.isPointer(event.location(), event.value())) {
      throw new InexpressibleException("arithmetic on a pointer");
    }
    return register(read) + " - " + register(read);
  }

  /** The value of an access; a variable that it points to becomes a parameter. */
  private String value(Event access) {
    if (cells.isPointer(access.location(), access.value())) {
      variables.add(cells.pointee(access.value()));
    }
    return cells.value(access.location(), access.value());
  }

  /** What the register of a read holds, as part of a statement. */
  private String told(Event read) {
    value(read);
    return held(read);
  }

  /** The value that is written, depending on these reads. */
  private String written(Event write, Set<Integer> reads) {
    String value = value(write);
    for (int read : reads) {
      Event event = execution.events().get(read);
      if (held(event).equals(value) && !event.has(Tag.SRCU_LOCK)) {
        Set<Integer> others = new TreeSet<>(reads);
        others.remove(read);
        return sum(register(read), others);
      }
    }
    if (!reads.isEmpty() && cells.isPointer(write.location(), write.value())) {
      throw new InexpressibleException("a pointer that depends on other values");
    }
    return sum(value, reads);
  }

  private String sum(String value, Set<Integer> reads) {
    String sum = value;
    for (int read : reads) {
      sum = sum + " + (" + difference(read) + ")";
    }
    return sum;
  }

  // Registers

  /** What the register of a read holds. */
  private String held(Event read) {
    if (read.has(Tag.LOCK_READ) || read.has(Tag.IS_LOCKED)) {
      return "1";
    }
    if (read.has(Tag.LOCK_FAIL) || read.has(Tag.IS_UNLOCKED)) {
      return "0";
    }
    return cells.value(read.location(), read.value());
  }

  private String register(int read) {
    String register = registers.get(read);
    if (register == null) {
      throw new InexpressibleException("a dependency on a value that no register holds");
    }
    return register;
  }

  private String fresh() {
    return "r" + registersUsed++;
  }

  private boolean result(Event read, String value) {
    String register = fresh();
    registers.put(read.index(), register);
    if (cells.isPointer(read.location(), read.value())) {
      pointers.add(register);
    }
    return line(register + " = " + value);
  }

  private boolean line(String statement) {
    return lines.add("\t".repeat(open.size()) + statement + ";");
  }
}

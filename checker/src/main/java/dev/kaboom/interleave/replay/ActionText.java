package dev.kaboom.interleave.replay;

import static dev.kaboom.program.BinaryOperator.EQUAL;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.BinaryOperator;
import dev.kaboom.program.Code;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction.IrqOperation;
import dev.kaboom.program.Instruction.LockOperation;
import dev.kaboom.program.Instruction.Rmw;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.program.Position;
import dev.kaboom.program.RmwOrder;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an instruction did, as a changelog would have it: the kernel's own spelling, with names in
 * place of addresses, and what was read behind it as a comment. Results that go to temporaries are
 * left out.
 */
public record ActionText(Memory memory, Code code) {
  private static final ImmutableMap<BinaryOperator, String> ATOMIC_OPERATIONS =
      ImmutableMap.of(
          BinaryOperator.ADD, "add",
          BinaryOperator.SUBTRACT, "sub",
          BinaryOperator.AND, "and",
          BinaryOperator.OR, "or",
          BinaryOperator.XOR, "xor");

  /** A load of {@code value} from a cell. */
  public String load(AccessKind kind, int cell, int register, long value) {
    String name = name(cell);
    String access =
        switch (kind) {
          case PLAIN -> name;
          case ONCE -> "READ_ONCE(" + name + ")";
          case ACQUIRE -> "smp_load_acquire(&" + name + ")";
          case RELEASE -> "load(" + name + ")";
        };
    return into(register) + access + comment(value(cell, value));
  }

  /** A store of {@code value} to a cell. */
  public String store(AccessKind kind, int cell, long value) {
    String name = name(cell);
    String text = value(cell, value);
    return switch (kind) {
      case PLAIN, ACQUIRE -> name + " = " + text;
      case ONCE -> "WRITE_ONCE(" + name + ", " + text + ")";
      case RELEASE -> "smp_store_release(&" + name + ", " + text + ")";
    };
  }

  /** With the value before, and the value written or, if the condition failed, null. */
  public String rmw(Rmw rmw, int cell, long before, @Nullable Long after) {
    String read = value(cell, before);
    String written = after == null ? read : value(cell, after);
    Expression expected = comparedWith(rmw);
    if (rmw.condition() != null && expected instanceof Expression.Constant constant) {
      String compared = value(cell, constant.value());
      String arguments = name(cell) + ", " + compared + (after == null ? "" : ", " + written);
      return rmw("cmpxchg", rmw, reference(rmw) + arguments) + comment(read);
    }
    if (rmw.condition() == null
        && !Evaluation.registersOf(rmw.newValue()).contains(rmw.register())) {
      return rmw("xchg", rmw, reference(rmw) + name(cell) + ", " + written) + comment(read);
    }
    String change = after == null ? read + ", not written" : read + " -> " + written;
    String amount = amount(rmw);
    String arguments =
        rmw.order().local()
            ? name(cell) + (amount.isEmpty() ? "" : ", " + amount)
            : (amount.isEmpty() ? "" : amount + ", ") + "&" + name(cell);
    return rmw(operation(rmw), rmw, arguments) + comment(change);
  }

  /** A barrier. */
  public String fence(Barrier barrier) {
    String name = barrier.name().toLowerCase(Locale.ROOT);
    return switch (barrier) {
      case COMPILER -> "barrier()";
      case MB, WMB, RMB -> "smp_" + name + "()";
      case BEFORE_ATOMIC, AFTER_ATOMIC, AFTER_SPINLOCK, AFTER_UNLOCK_LOCK, AFTER_SRCU_READ_UNLOCK ->
          "smp_mb__" + name + "()";
    };
  }

  /** A lock operation. */
  public String lock(LockOperation.Kind kind, int cell, int register, long result) {
    String lock = "(&" + name(cell) + ")";
    return switch (kind) {
      case LOCK -> "spin_lock" + lock;
      case UNLOCK -> "spin_unlock" + lock;
      case TRY_LOCK -> into(register) + "spin_trylock" + lock + comment(Long.toString(result));
      case IS_LOCKED -> into(register) + "spin_is_locked" + lock + comment(Long.toString(result));
    };
  }

  String irq(IrqOperation operation) {
    String flags = operation.register() < 0 ? "" : named(operation.register());
    return switch (operation.kind()) {
      case DISABLE -> "local_irq_disable()";
      case ENABLE -> "local_irq_enable()";
      case SAVE -> "local_irq_save(" + flags + ")";
      case RESTORE -> "local_irq_restore(" + registerOf(operation.flags()) + ")";
    };
  }

  String nondet(int register, long value) {
    return into(register) + "nondet()" + comment(Long.toString(value));
  }

  /**
   * Which access a bad one is: the variables that its address is made of, or else the source line.
   */
  String access(Expression address, Position at) {
    String variables =
        Evaluation.registersOf(address).stream()
            .map(code.registers()::get)
            .filter(name -> !name.startsWith("%"))
            .distinct()
            .collect(Collectors.joining(", "));
    if (!variables.isEmpty()) {
      return " (" + variables + ")";
    }
    return at.text().isEmpty() ? "" : " in `" + at.text() + "`";
  }

  /** A cell's name. */
  String name(int cell) {
    return memory.locations().get(cell).name();
  }

  /** A value of a cell as people read it. */
  String value(int cell, long value) {
    Location location = memory.locations().get(cell);
    return memory.describe(value, location.pointer());
  }

  private static String comment(String text) {
    return " /* " + text + " */";
  }

  private String rmw(String function, Rmw rmw, String arguments) {
    String result = rmw.returnsValue() ? into(rmw.register()) : "";
    return result + prefix(rmw.order()) + function + suffix(rmw) + "(" + arguments + ")";
  }

  private static String prefix(RmwOrder order) {
    return switch (order) {
      case RELAXED, ACQUIRE, RELEASE, FULL -> "";
      case LOCAL -> "this_cpu_";
      case LOCAL_PLAIN -> "raw_cpu_";
    };
  }

  private static String suffix(Rmw rmw) {
    boolean plain = rmw.order() == RmwOrder.FULL || rmw.order().local() || !rmw.returnsValue();
    return plain ? "" : "_" + rmw.order().name().toLowerCase(Locale.ROOT);
  }

  /** Atomics take a pointer, per-CPU operations the variable. */
  private static String reference(Rmw rmw) {
    return rmw.order().local() ? "" : "&";
  }

  private static String operation(Rmw rmw) {
    String known =
        rmw.newValue() instanceof Expression.Binary binary
            ? ATOMIC_OPERATIONS.get(binary.operator())
            : null;
    return (rmw.order().local() ? "" : "atomic_") + (known == null ? "rmw" : known);
  }

  /** The first argument of {@code atomic_add(1, &x)}, if it is a constant. */
  private static String amount(Rmw rmw) {
    return rmw.newValue() instanceof Expression.Binary binary
            && binary.right() instanceof Expression.Constant constant
        ? Long.toString(constant.value())
        : "";
  }

  /** What the condition compares the old value with, if that is what it does. */
  private static @Nullable Expression comparedWith(Rmw rmw) {
    return rmw.condition() instanceof Expression.Binary binary && binary.operator() == EQUAL
        ? binary.right()
        : null;
  }

  private String into(int register) {
    String name = register < 0 ? "" : named(register);
    return name.isEmpty() ? "" : name + " = ";
  }

  private String registerOf(@Nullable Expression expression) {
    return expression instanceof Expression.Register register ? named(register.index()) : "";
  }

  private String named(int register) {
    String name = code.registers().get(register);
    return name.startsWith("%") ? "" : name;
  }
}

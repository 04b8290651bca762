package dev.kaboom.lang.lower.intrinsic;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.lower.IntrinsicCall;
import dev.kaboom.lang.lower.Operand;
import dev.kaboom.lang.lower.Place;
import dev.kaboom.lang.lower.Place.Space;
import dev.kaboom.lang.lower.SemanticException;
import dev.kaboom.lang.lower.Site;
import dev.kaboom.lang.lower.Value;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.lang.lower.memory.MemoryBuilder;
import dev.kaboom.lang.lower.type.IntegerType;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.BinaryOperator;
import dev.kaboom.program.Expression;
import dev.kaboom.program.RmwOrder;
import java.util.OptionalLong;

/**
 * Per-CPU variables. An operation that changes one, such as {@code this_cpu_inc()}, is one
 * instruction without LOCK prefix on x86, {@code this_cpu_xchg()} and {@code this_cpu_cmpxchg()}
 * too (arch/x86/include/asm/percpu.h): an NMI cannot split it, other CPUs can.
 */
final class PerCpuVariables {
  private static final ImmutableMap<String, BinaryOperator> OPERATIONS =
      ImmutableMap.of(
          "add", BinaryOperator.ADD,
          "sub", BinaryOperator.SUBTRACT,
          "and", BinaryOperator.AND,
          "or", BinaryOperator.OR);

  private PerCpuVariables() {}

  static void addTo(Primitives table) {
    table.value("per_cpu", 2, call -> copy(call, call.value(1, IntegerType.INT).term()));
    table.value("per_cpu_ptr", 2, call -> pointer(call, call.value(1, IntegerType.INT).term()));
    table.value("this_cpu_ptr", 1, call -> pointer(call, own(call)));
    table.value("raw_cpu_ptr", 1, call -> pointer(call, own(call)));
    for (String prefix : new String[] {"this_cpu_", "raw_cpu_", "__this_cpu_"}) {
      boolean marked = prefix.equals("this_cpu_");
      addAccesses(table, prefix, marked ? AccessKind.ONCE : AccessKind.PLAIN);
      addChanges(table, prefix, marked ? RmwOrder.LOCAL : RmwOrder.LOCAL_PLAIN);
    }
  }

  private static void addAccesses(Primitives table, String prefix, AccessKind kind) {
    table.value(
        prefix + "read",
        1,
        call -> call.body().places().load(copy(call, own(call)), kind, call.span()));
    table.action(
        prefix + "write",
        2,
        call -> {
          Place copy = copy(call, own(call));
          call.body().places().store(copy, call.value(1, copy.type()), kind, call.span());
        });
  }

  private static void addChanges(Primitives table, String prefix, RmwOrder order) {
    OPERATIONS.forEach(
        (name, operator) -> table.action(prefix + name, 2, call -> change(call, operator, order)));
    table.action(prefix + "inc", 1, call -> count(call, BinaryOperator.ADD, order));
    table.action(prefix + "dec", 1, call -> count(call, BinaryOperator.SUBTRACT, order));
    table.value(
        prefix + "add_return",
        2,
        call -> {
          Place.InMemory copy = copy(call, own(call));
          return changed(call, copy, BinaryOperator.ADD, call.value(1, copy.type()).term(), order);
        });
    table.value(
        prefix + "inc_return",
        1,
        call -> changed(call, copy(call, own(call)), BinaryOperator.ADD, Terms.ONE, order));
    table.value(
        prefix + "dec_return",
        1,
        call -> changed(call, copy(call, own(call)), BinaryOperator.SUBTRACT, Terms.ONE, order));
    table.value(prefix + "xchg", 2, call -> exchange(call, order));
    table.value(prefix + "cmpxchg", 3, call -> compareExchange(call, order));
  }

  private static Expression own(IntrinsicCall call) {
    Site site = call.body().site();
    if (site.kind() == Site.Kind.PREDICATE) {
      throw new SemanticException(
          call.span(), "a property runs on no CPU", "name the CPU: per_cpu(v, 0)");
    }
    return Terms.constant(site.cpu());
  }

  private static Expression moved(Expression address, Expression cpu, IntrinsicCall call) {
    OptionalLong known = Terms.known(cpu);
    if (known.isPresent()
        && (known.getAsLong() < 0 || known.getAsLong() >= call.body().cpuCount())) {
      throw new SemanticException(
          call.span(),
          "there is no CPU " + known.getAsLong(),
          "CPUs are those up to the highest CPU(n), IRQ(n) or NMI(n) of the file, or NR_CPUS");
    }
    Expression distance =
        Terms.binary(BinaryOperator.MULTIPLY, cpu, Terms.constant(MemoryBuilder.PER_CPU_STRIDE));
    Expression first = Terms.add(address, MemoryBuilder.perCpuOffset());
    return Terms.binary(BinaryOperator.ADD, first, distance);
  }

  private static Place.InMemory copy(IntrinsicCall call, Expression cpu) {
    Span span = call.spanOf(0);
    Operand operand = call.body().operand(call.arguments().get(0));
    if (operand instanceof Place.InMemory place && place.space() == Space.PER_CPU) {
      return Place.InMemory.of(place.type(), moved(place.address(), cpu, call), Space.ORDINARY);
    }
    throw new SemanticException(
        span, "this is no per-CPU variable", "declare it with DEFINE_PER_CPU(type, name)");
  }

  private static Value pointer(IntrinsicCall call, Expression cpu) {
    Value pointer = call.value(0);
    if (!pointer.type().pointer()) {
      throw new SemanticException(
          call.spanOf(0), pointer.type().spelling() + " is no pointer to a per-CPU variable");
    }
    return new Value(pointer.type(), moved(pointer.term(), cpu, call));
  }

  private static void change(IntrinsicCall call, BinaryOperator operator, RmwOrder order) {
    Place.InMemory copy = copy(call, own(call));
    Expression operand = call.value(1, copy.type()).term();
    ReadModifyWrite rmw = new ReadModifyWrite(call, copy);
    rmw.emitUnordered(Terms.binary(operator, rmw.old(), operand), order);
  }

  private static void count(IntrinsicCall call, BinaryOperator operator, RmwOrder order) {
    ReadModifyWrite rmw = new ReadModifyWrite(call, copy(call, own(call)));
    rmw.emitUnordered(Terms.binary(operator, rmw.old(), Terms.ONE), order);
  }

  private static Value changed(
      IntrinsicCall call,
      Place.InMemory copy,
      BinaryOperator operator,
      Expression operand,
      RmwOrder order) {
    ReadModifyWrite rmw = new ReadModifyWrite(call, copy);
    Expression sum = Terms.binary(operator, rmw.old(), operand);
    rmw.emit(sum, order);
    return new Value(copy.type(), rmw.cut(sum));
  }

  private static Value exchange(IntrinsicCall call, RmwOrder order) {
    Place.InMemory copy = copy(call, own(call));
    Expression value = call.value(1, copy.type()).term();
    ReadModifyWrite rmw = new ReadModifyWrite(call, copy);
    rmw.emit(value, order);
    return new Value(copy.type(), rmw.old());
  }

  private static Value compareExchange(IntrinsicCall call, RmwOrder order) {
    Place.InMemory copy = copy(call, own(call));
    Expression expected = call.value(1, copy.type()).term();
    Expression value = call.value(2, copy.type()).term();
    ReadModifyWrite rmw = new ReadModifyWrite(call, copy);
    rmw.emitIf(Terms.equal(rmw.old(), expected), value, order);
    return new Value(copy.type(), rmw.old());
  }
}

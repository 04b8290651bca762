package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.BinaryOperator;
import dev.kaboom.program.CheckKind;
import dev.kaboom.program.Code;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.program.MemoryObject;
import dev.kaboom.program.Observable;
import dev.kaboom.program.Position;
import dev.kaboom.program.Program;
import dev.kaboom.program.ValueType;
import dev.kaboom.property.Expectation;
import dev.kaboom.property.Formula;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import dev.kaboom.property.Quantifier;
import java.util.ArrayList;
import java.util.List;

/** Writes small models as IR: int variables, contexts of loads, stores and branches. */
final class Tiny {
  private static final Expression ZERO = new Expression.Constant(0);

  private final Model.Dialect dialect;
  private final List<String> variables = new ArrayList<>();
  private final List<Context> contexts = new ArrayList<>();
  private final List<Property> properties = new ArrayList<>();
  private final List<Observable> observables = new ArrayList<>();
  private int line;

  private Tiny(Model.Dialect dialect, String... variables) {
    this.dialect = dialect;
    this.variables.addAll(List.of(variables));
  }

  static Tiny model(String... variables) {
    return new Tiny(Model.Dialect.KERNEL_C, variables);
  }

  static Tiny litmus(String... variables) {
    return new Tiny(Model.Dialect.LITMUS, variables);
  }

  private Position here() {
    line++;
    return new Position("tiny.c", line, 1, "", "");
  }

  private Expression address(String variable) {
    return new Expression.Constant(address(variables.indexOf(variable)));
  }

  private static long address(int index) {
    return Memory.BASE_ADDRESS + 64L * index;
  }

  /** {@code r = READ_ONCE(variable)}. */
  Instruction load(int register, String variable) {
    return new Instruction.Load(
        here(), register, address(variable), ValueType.S32, AccessKind.ONCE);
  }

  /** {@code variable = value}, plain. */
  Instruction plain(String variable, long value) {
    Expression constant = new Expression.Constant(value);
    return new Instruction.Store(
        here(), address(variable), constant, ValueType.S32, AccessKind.PLAIN);
  }

  /** {@code WRITE_ONCE(variable, value)}. */
  Instruction store(String variable, long value) {
    Expression constant = new Expression.Constant(value);
    return new Instruction.Store(
        here(), address(variable), constant, ValueType.S32, AccessKind.ONCE);
  }

  /** {@code smp_mb()}. */
  Instruction mb() {
    return new Instruction.Fence(here(), Barrier.MB);
  }

  /** {@code spin_lock} or {@code spin_unlock}. */
  Instruction lock(Instruction.LockOperation.Kind kind, String variable) {
    return new Instruction.LockOperation(here(), kind, -1, address(variable));
  }

  /** {@code BUG_ON(r == value)}. */
  Instruction bugIf(int register, long value) {
    Expression differs =
        new Expression.Binary(
            BinaryOperator.NOT_EQUAL,
            new Expression.Register(register),
            new Expression.Constant(value));
    return new Instruction.Check(here(), CheckKind.BUG, differs, "r == " + value);
  }

  /** {@code assume(r == value)}. */
  Instruction assume(int register, long value) {
    Expression equals =
        new Expression.Binary(
            BinaryOperator.EQUAL,
            new Expression.Register(register),
            new Expression.Constant(value));
    return new Instruction.Assume(here(), equals);
  }

  /** Goes to {@code target} while the register is 0. */
  Instruction whileZero(int register, int target, int join) {
    return new Instruction.Branch(here(), new Expression.Register(register), target, join);
  }

  /** {@code *NULL}. */
  Instruction crash(int register) {
    return new Instruction.Load(here(), register, ZERO, ValueType.S32, AccessKind.PLAIN);
  }

  Instruction halt() {
    return new Instruction.Halt(here());
  }

  Tiny cpu(int cpu, Instruction... code) {
    String title = dialect == Model.Dialect.LITMUS ? "P" + cpu : "CPU(" + cpu + ")";
    return context("cpu" + cpu, title, ContextKind.PROCESS, cpu, 0, code);
  }

  Tiny nmi(int cpu, Instruction... code) {
    return context("nmi" + cpu, "NMI(" + cpu + ")", ContextKind.NMI, cpu, 1, code);
  }

  private Tiny context(
      String label, String title, ContextKind kind, int cpu, int budget, Instruction... code) {
    ImmutableList<String> registers = ImmutableList.of("r0", "r1");
    contexts.add(
        new Context(
            contexts.size(),
            label,
            title,
            kind,
            cpu,
            budget,
            -1,
            new Code(ImmutableList.copyOf(code), registers)));
    return this;
  }

  /** Shows a register at the end. */
  Observable register(int context, int register) {
    Observable observable = new Observable.OfRegister(context + ":r" + register, context, register);
    observables.add(observable);
    return observable;
  }

  Tiny condition(Quantifier quantifier, Formula formula) {
    Formula all = new Formula.Literal(true);
    properties.add(
        new Property.FinalCondition("condition", here(), quantifier, formula, all, "(condition)"));
    return this;
  }

  /** FINALLY variable == value. */
  Tiny atEnd(String name, String variable, long value) {
    properties.add(new Property.Finally(name, here(), equal(variable, value)));
    return this;
  }

  /** ALWAYS variable == value. */
  Tiny always(String name, String variable, long value) {
    properties.add(new Property.Always(name, here(), equal(variable, value)));
    return this;
  }

  /** EXISTS variable == value. */
  Tiny exists(String name, String variable, long value) {
    properties.add(new Property.Exists(name, here(), equal(variable, value)));
    return this;
  }

  private Code equal(String variable, long value) {
    Expression equal =
        new Expression.Binary(
            BinaryOperator.EQUAL, new Expression.Register(1), new Expression.Constant(value));
    return new Code(
        ImmutableList.of(load(1, variable), new Instruction.Assign(here(), 0, equal)),
        ImmutableList.of("value", "x"));
  }

  Model build() {
    List<MemoryObject> objects = new ArrayList<>();
    List<Location> cells = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      String variable = variables.get(i);
      objects.add(new MemoryObject(variable, address(i), 4, i, 1, MemoryObject.Kind.GLOBAL));
      cells.add(new Location(i, variable, address(i), ValueType.S32, 0, false));
    }
    Memory memory =
        new Memory(
            ImmutableList.copyOf(objects),
            ImmutableList.copyOf(cells),
            ImmutableList.of(),
            ImmutableList.of());
    int cpus = contexts.stream().mapToInt(Context::cpu).max().orElse(0) + 1;
    Code init = new Code(ImmutableList.of(), ImmutableList.of());
    Program program =
        new Program("tiny", "tiny.c", cpus, memory, init, ImmutableList.copyOf(contexts));
    return new Model(
        program,
        ImmutableList.copyOf(properties),
        ImmutableList.copyOf(observables),
        Expectation.NONE,
        dialect);
  }
}

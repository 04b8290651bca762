package dev.kaboom.graph;

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
import dev.kaboom.program.RmwOrder;
import dev.kaboom.program.ValueType;
import dev.kaboom.property.Expectation;
import dev.kaboom.property.Formula;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import dev.kaboom.property.Quantifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes small models by hand, thread by thread; cells and registers are made when first named. */
public final class ProgramBuilder {
  private static final ValueType TYPE = ValueType.S64;

  private final Map<String, Long> cells = new LinkedHashMap<>();
  private final List<ThreadBuilder> threads = new ArrayList<>();

  /** Gives a cell an initial value. */
  public ProgramBuilder cell(String name, long initial) {
    cells.put(name, initial);
    return this;
  }

  /** Starts the next thread. */
  public ThreadBuilder thread() {
    ThreadBuilder thread = new ThreadBuilder();
    threads.add(thread);
    return thread;
  }

  /** The address of a cell. */
  public long address(String cell) {
    cells.putIfAbsent(cell, 0L);
    return Memory.BASE_ADDRESS + 64L * ImmutableList.copyOf(cells.keySet()).indexOf(cell);
  }

  /** What the condition asks for: {@code 0:r0=1} or {@code x=1}, all of them at once. */
  public Model exists(String... terms) {
    Formula formula = new Formula.Literal(true);
    for (String term : terms) {
      int equals = term.indexOf('=');
      long value = Long.parseLong(term.substring(equals + 1));
      Observable observable = observable(term.substring(0, equals));
      formula = new Formula.And(formula, new Formula.EqualsConstant(observable, value));
    }
    return model(
        new Property.FinalCondition(
            "condition",
            Position.NONE,
            Quantifier.EXISTS,
            formula,
            new Formula.Literal(true),
            String.join(" /\\ ", terms)));
  }

  /** A model that asks nothing. */
  public Model model(Property... properties) {
    ImmutableList.Builder<Observable> observables = ImmutableList.builder();
    for (int index = 0; index < threads.size(); index++) {
      for (String register : threads.get(index).registers) {
        observables.add(observable(index + ":" + register));
      }
    }
    for (String cell : cells.keySet()) {
      observables.add(observable(cell));
    }
    ImmutableList<Observable> all = observables.build();
    return new Model(
        program(), ImmutableList.copyOf(properties), all, Expectation.NONE, Model.Dialect.LITMUS);
  }

  private Observable observable(String name) {
    int colon = name.indexOf(':');
    if (colon < 0) {
      address(name);
      return new Observable.OfLocation(name, ImmutableList.copyOf(cells.keySet()).indexOf(name));
    }
    int thread = Integer.parseInt(name.substring(0, colon));
    return new Observable.OfRegister(
        name, thread, threads.get(thread).register(name.substring(colon + 1)));
  }

  private Program program() {
    ImmutableList.Builder<Location> locations = ImmutableList.builder();
    ImmutableList.Builder<MemoryObject> objects = ImmutableList.builder();
    int index = 0;
    for (Map.Entry<String, Long> cell : cells.entrySet()) {
      long address = Memory.BASE_ADDRESS + 64L * index;
      locations.add(new Location(index, cell.getKey(), address, TYPE, cell.getValue(), false));
      objects.add(new MemoryObject(cell.getKey(), address, 8, index, 1, MemoryObject.Kind.GLOBAL));
      index++;
    }
    Memory memory =
        new Memory(objects.build(), locations.build(), ImmutableList.of(), ImmutableList.of());
    ImmutableList.Builder<Context> contexts = ImmutableList.builder();
    for (int cpu = 0; cpu < threads.size(); cpu++) {
      Code code = threads.get(cpu).code();
      contexts.add(new Context(cpu, "cpu" + cpu, "P" + cpu, ContextKind.PROCESS, cpu, 0, -1, code));
    }
    Code nothing = new Code(ImmutableList.of(), ImmutableList.of());
    return new Program("test", "", threads.size(), memory, nothing, contexts.build());
  }

  /** One thread's code; each call adds an instruction. */
  public final class ThreadBuilder {
    private final List<Instruction> instructions = new ArrayList<>();
    private final List<String> registers = new ArrayList<>();

    private int register(String name) {
      if (!registers.contains(name)) {
        registers.add(name);
      }
      return registers.indexOf(name);
    }

    private Code code() {
      return new Code(ImmutableList.copyOf(instructions), ImmutableList.copyOf(registers));
    }

    private ThreadBuilder add(Instruction instruction) {
      instructions.add(instruction);
      return this;
    }

    /** The register's value. */
    public Expression value(String register) {
      return new Expression.Register(register(register));
    }

    /** The number of instructions so far: the index of the next one. */
    public int size() {
      return instructions.size();
    }

    /** Any instruction. */
    public ThreadBuilder instruction(Instruction instruction) {
      return add(instruction);
    }

    public ThreadBuilder read(String register, String cell) {
      return read(register, cell, AccessKind.ONCE);
    }

    public ThreadBuilder read(String register, String cell, AccessKind kind) {
      return readAt(register, constant(address(cell)), kind);
    }

    public ThreadBuilder readAt(String register, Expression address, AccessKind kind) {
      return add(new Instruction.Load(Position.NONE, register(register), address, TYPE, kind));
    }

    public ThreadBuilder write(String cell, long value) {
      return write(cell, constant(value), AccessKind.ONCE);
    }

    public ThreadBuilder write(String cell, long value, AccessKind kind) {
      return write(cell, constant(value), kind);
    }

    public ThreadBuilder write(String cell, Expression value, AccessKind kind) {
      return add(new Instruction.Store(Position.NONE, constant(address(cell)), value, TYPE, kind));
    }

    public ThreadBuilder writeAt(Expression address, long value, AccessKind kind) {
      return add(new Instruction.Store(Position.NONE, address, constant(value), TYPE, kind));
    }

    public ThreadBuilder fence(Barrier barrier) {
      return add(new Instruction.Fence(Position.NONE, barrier));
    }

    public ThreadBuilder mb() {
      return fence(Barrier.MB);
    }

    public ThreadBuilder exchange(String register, String cell, long value, RmwOrder order) {
      return rmw(register, cell, null, constant(value), order, true);
    }

    public ThreadBuilder compareExchange(
        String register, String cell, long old, long value, RmwOrder order) {
      Expression equal =
          new Expression.Binary(BinaryOperator.EQUAL, value(register), constant(old));
      return rmw(register, cell, equal, constant(value), order, true);
    }

    public ThreadBuilder increment(String register, String cell, RmwOrder order) {
      return rmw(register, cell, null, plus(value(register), 1), order, true);
    }

    /** atomic_inc(): the old value is not returned. */
    public ThreadBuilder incrementSilently(String cell) {
      return rmw("%" + cell, cell, null, plus(value("%" + cell), 1), RmwOrder.RELAXED, false);
    }

    private ThreadBuilder rmw(
        String register,
        String cell,
        @org.jspecify.annotations.Nullable Expression condition,
        Expression value,
        RmwOrder order,
        boolean returns) {
      return add(
          new Instruction.Rmw(
              Position.NONE,
              register(register),
              constant(address(cell)),
              condition,
              value,
              TYPE,
              order,
              returns));
    }

    public ThreadBuilder lock(Instruction.LockOperation.Kind kind, String register, String cell) {
      int result = register.isEmpty() ? -1 : register(register);
      return add(
          new Instruction.LockOperation(Position.NONE, kind, result, constant(address(cell))));
    }

    public ThreadBuilder lock(String cell) {
      return lock(Instruction.LockOperation.Kind.LOCK, "", cell);
    }

    public ThreadBuilder unlock(String cell) {
      return lock(Instruction.LockOperation.Kind.UNLOCK, "", cell);
    }

    public ThreadBuilder rcu(Instruction.RcuOperation.Kind kind) {
      return add(new Instruction.RcuOperation(Position.NONE, kind, null, -1, null));
    }

    public ThreadBuilder srcuLock(String register, String domain) {
      return add(
          new Instruction.RcuOperation(
              Position.NONE,
              Instruction.RcuOperation.Kind.SRCU_READ_LOCK,
              constant(address(domain)),
              register(register),
              null));
    }

    public ThreadBuilder srcuUnlock(String register, String domain) {
      return add(
          new Instruction.RcuOperation(
              Position.NONE,
              Instruction.RcuOperation.Kind.SRCU_READ_UNLOCK,
              constant(address(domain)),
              -1,
              value(register)));
    }

    public ThreadBuilder srcuSynchronize(String domain) {
      return add(
          new Instruction.RcuOperation(
              Position.NONE,
              Instruction.RcuOperation.Kind.SRCU_SYNCHRONIZE,
              constant(address(domain)),
              -1,
              null));
    }

    /** The next {@code length} instructions are the arm of an if on the register. */
    public ThreadBuilder ifNonZero(String register, int length) {
      int join = instructions.size() + 1 + length;
      return add(new Instruction.Branch(Position.NONE, value(register), join, join));
    }

    /** Goes back to an instruction while the register is 0. */
    public ThreadBuilder whileZero(String register, int target) {
      int next = instructions.size() + 1;
      return add(new Instruction.Branch(Position.NONE, value(register), target, next));
    }

    /** Waits until the cell is not 0. */
    public ThreadBuilder await(String register, String cell) {
      add(new Instruction.AtomicBegin(Position.NONE));
      read(register, cell, AccessKind.ACQUIRE);
      add(new Instruction.Require(Position.NONE, value(register)));
      return add(new Instruction.AtomicEnd(Position.NONE));
    }

    public ThreadBuilder check(String register) {
      return add(
          new Instruction.Check(
              Position.NONE, CheckKind.ASSERT, value(register), register + " is not 0"));
    }

    public ThreadBuilder nondet(String register, long low, long high) {
      return add(new Instruction.Nondet(Position.NONE, register(register), low, high));
    }
  }

  public static Expression constant(long value) {
    return new Expression.Constant(value);
  }

  public static Expression plus(Expression left, long right) {
    return new Expression.Binary(BinaryOperator.ADD, left, constant(right));
  }
}

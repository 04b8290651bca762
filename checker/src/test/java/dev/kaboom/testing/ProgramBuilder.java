package dev.kaboom.testing;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.BinaryOperator;
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
import dev.kaboom.property.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Builds programs by hand: named 64-bit locations, and contexts that observe all they read. */
public final class ProgramBuilder {
  private final List<Location> locations = new ArrayList<>();
  private final List<MemoryObject> objects = new ArrayList<>();
  private final List<Context> contexts = new ArrayList<>();
  private final List<Observable> observables = new ArrayList<>();

  /** Declares locations, all 0 at the start; they are numbered from 0. */
  public ProgramBuilder locations(String... names) {
    for (String name : names) {
      int index = locations.size();
      long address = Memory.BASE_ADDRESS + 128L * index;
      locations.add(new Location(index, name, address, ValueType.S64, 0, false));
      objects.add(new MemoryObject(name, address, 8, index, 1, MemoryObject.Kind.GLOBAL));
      observables.add(new Observable.OfLocation("[" + name + "]", index));
    }
    return this;
  }

  /** Adds a context; handlers get a budget of 1. */
  public ProgramBuilder context(ContextKind kind, int cpu, Consumer<CodeBuilder> body) {
    CodeBuilder code = new CodeBuilder(contexts.size());
    body.accept(code);
    boolean process = kind == ContextKind.PROCESS;
    String name = (process ? "cpu" : kind.name().toLowerCase(Locale.ROOT)) + cpu;
    Code flat = new Code(ImmutableList.copyOf(code.code), ImmutableList.copyOf(code.registers));
    int index = contexts.size();
    contexts.add(new Context(index, name, name, kind, cpu, process ? 0 : 1, -1, flat));
    return this;
  }

  /** The finished model, without properties. */
  public Model model(String name) {
    int cpus = contexts.stream().mapToInt(Context::cpu).max().orElse(0) + 1;
    Memory memory =
        new Memory(
            ImmutableList.copyOf(objects),
            ImmutableList.copyOf(locations),
            ImmutableList.of(),
            ImmutableList.of());
    Code init = new Code(ImmutableList.of(), ImmutableList.of());
    Program program = new Program(name, name, cpus, memory, init, ImmutableList.copyOf(contexts));
    return new Model(
        program,
        ImmutableList.of(),
        ImmutableList.copyOf(observables),
        Expectation.NONE,
        Model.Dialect.LITMUS);
  }

  /** Builds the code of one context. */
  public final class CodeBuilder {
    private final int context;
    private final List<Instruction> code = new ArrayList<>();
    private final List<String> registers = new ArrayList<>();

    private CodeBuilder(int context) {
      this.context = context;
    }

    private int register() {
      int register = registers.size();
      String name = "r" + register;
      registers.add(name);
      observables.add(new Observable.OfRegister(context + ":" + name, context, register));
      return register;
    }

    private Expression address(int location) {
      return new Expression.Constant(locations.get(location).address());
    }

    void load(int location, AccessKind kind) {
      code.add(
          new Instruction.Load(Position.NONE, register(), address(location), ValueType.S64, kind));
    }

    void store(int location, long value, AccessKind kind) {
      code.add(
          new Instruction.Store(
              Position.NONE,
              address(location),
              new Expression.Constant(value),
              ValueType.S64,
              kind));
    }

    /** {@code if (condition) target = value;}, all plain. */
    void ifStore(int condition, int target, long value) {
      load(condition, AccessKind.PLAIN);
      Expression read = new Expression.Register(registers.size() - 1);
      int join = code.size() + 2;
      code.add(new Instruction.Branch(Position.NONE, read, join, join));
      store(target, value, AccessKind.PLAIN);
    }

    void fence(Barrier barrier) {
      code.add(new Instruction.Fence(Position.NONE, barrier));
    }

    void add(int location, long value, RmwOrder order) {
      int register = registers.size();
      registers.add("%old" + register);
      Expression sum =
          new Expression.Binary(
              BinaryOperator.ADD,
              new Expression.Register(register),
              new Expression.Constant(value));
      code.add(
          new Instruction.Rmw(
              Position.NONE, register, address(location), null, sum, ValueType.S64, order, false));
    }

    void xchg(int location, long value, RmwOrder order) {
      code.add(
          new Instruction.Rmw(
              Position.NONE,
              register(),
              address(location),
              null,
              new Expression.Constant(value),
              ValueType.S64,
              order,
              true));
    }

    void cmpxchg(int location, long expected, long value, RmwOrder order) {
      int register = register();
      Expression matches =
          new Expression.Binary(
              BinaryOperator.EQUAL,
              new Expression.Register(register),
              new Expression.Constant(expected));
      code.add(
          new Instruction.Rmw(
              Position.NONE,
              register,
              address(location),
              matches,
              new Expression.Constant(value),
              ValueType.S64,
              order,
              true));
    }
  }
}

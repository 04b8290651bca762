package dev.kaboom.interleave.replay;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Code;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.program.MemoryObject;
import dev.kaboom.program.Observable;
import dev.kaboom.program.Program;
import dev.kaboom.program.ValueType;
import dev.kaboom.property.Expectation;
import dev.kaboom.property.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A model with eight-byte variables, written down in a few lines. */
final class TestProgram {
  private final List<Location> locations = new ArrayList<>();
  private final List<Context> contexts = new ArrayList<>();
  private final List<Observable> observables = new ArrayList<>();
  private final TestCode init = new TestCode(this);
  private int cpuCount = 1;

  /** Variables that are 0 at the start. */
  static TestProgram of(String... variables) {
    TestProgram program = new TestProgram();
    for (String variable : variables) {
      program.variable(variable, 0, false);
    }
    return program;
  }

  /** A variable that holds the address of another. */
  TestProgram pointer(String name, String target) {
    return variable(name, target.equals("NULL") ? 0 : address(target), true);
  }

  TestProgram variable(String name, long initial, boolean pointer) {
    int index = locations.size();
    long address = Memory.BASE_ADDRESS + 16L * index;
    locations.add(new Location(index, name, address, ValueType.U64, initial, pointer));
    return this;
  }

  long address(String name) {
    return location(name).address();
  }

  TestProgram init(Consumer<TestCode> body) {
    body.accept(init);
    return this;
  }

  TestProgram cpu(int cpu, Consumer<TestCode> body) {
    return context("cpu" + cpu, ContextKind.PROCESS, cpu, 0, -1, body);
  }

  TestProgram nmi(int cpu, Consumer<TestCode> body) {
    return context("nmi" + cpu, ContextKind.NMI, cpu, 1, -1, body);
  }

  TestProgram irq(int cpu, int budget, Consumer<TestCode> body) {
    return context("irq" + cpu, ContextKind.IRQ, cpu, budget, -1, body);
  }

  TestProgram ipi(int cpu, int routine, String name, Consumer<TestCode> body) {
    return context("ipi" + cpu + "." + name, ContextKind.IPI, cpu, 0, routine, body);
  }

  TestProgram sentNmi(int cpu, int routine, String name, Consumer<TestCode> body) {
    return context("snmi" + cpu + "." + name, ContextKind.SENT_NMI, cpu, 0, routine, body);
  }

  /** Shows a register of the context defined last. */
  TestProgram see(String register) {
    Context last = contexts.get(contexts.size() - 1);
    int index = last.code().registers().indexOf(register);
    observables.add(new Observable.OfRegister(last.name() + ":" + register, last.index(), index));
    return this;
  }

  TestProgram seeCell(String name) {
    observables.add(new Observable.OfLocation("[" + name + "]", location(name).index()));
    return this;
  }

  Code predicate(Consumer<TestCode> body) {
    TestCode code = new TestCode(this);
    body.accept(code);
    return code.build();
  }

  Model model() {
    ImmutableList<MemoryObject> objects =
        locations.stream()
            .map(l -> new MemoryObject(l.name(), l.address(), 8, l.index(), 1, KIND))
            .collect(ImmutableList.toImmutableList());
    Memory memory =
        new Memory(
            objects, ImmutableList.copyOf(locations), ImmutableList.of(), ImmutableList.of());
    Program program =
        new Program(
            "test", "test.c", cpuCount, memory, init.build(), ImmutableList.copyOf(contexts));
    return new Model(
        program,
        ImmutableList.of(),
        ImmutableList.copyOf(observables),
        Expectation.NONE,
        Model.Dialect.KERNEL_C);
  }

  private static final MemoryObject.Kind KIND = MemoryObject.Kind.GLOBAL;

  private Location location(String name) {
    return locations.stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow();
  }

  private TestProgram context(
      String name, ContextKind kind, int cpu, int budget, int routine, Consumer<TestCode> body) {
    TestCode code = new TestCode(this);
    if (routine >= 0) {
      code.register("argument");
    }
    body.accept(code);
    int index = contexts.size();
    contexts.add(new Context(index, name, name, kind, cpu, budget, routine, code.build()));
    cpuCount = Math.max(cpuCount, cpu + 1);
    return this;
  }
}

package dev.kaboom.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.program.Code;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.ListNode;
import dev.kaboom.program.Location;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Memory;
import dev.kaboom.program.MemoryObject;
import dev.kaboom.program.Observable;
import dev.kaboom.program.Position;
import dev.kaboom.program.Program;
import dev.kaboom.program.ValueType;
import dev.kaboom.property.Expectation;
import dev.kaboom.property.Expectation.Observation;
import dev.kaboom.property.Formula;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import dev.kaboom.property.Quantifier;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.PropertyResult;
import dev.kaboom.verdict.Schedule;
import dev.kaboom.verdict.Statistics;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Step.Effect;
import dev.kaboom.verdict.Trace;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Builds models and results by hand: cells, contexts and steps, one call each. */
public final class Sample {
  private final String name;
  private final Model.Dialect dialect;
  private final List<Location> cells = new ArrayList<>();
  private final List<MemoryObject> objects = new ArrayList<>();
  private final List<ListNode> nodes = new ArrayList<>();
  private final List<Context> contexts = new ArrayList<>();
  private final List<Property> properties = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Long> memory = new ArrayList<>();

  private Sample(String name, Model.Dialect dialect) {
    this.name = name;
    this.dialect = dialect;
  }

  /** A kernel C model without anything in it. */
  public static Sample model(String name) {
    return new Sample(name, Model.Dialect.KERNEL_C);
  }

  /** A litmus test without anything in it. */
  public static Sample litmus(String name) {
    return new Sample(name, Model.Dialect.LITMUS);
  }

  /** An int variable of its own. */
  public Sample cell(String cellName, long initial) {
    add(cellName, ValueType.S32, initial, false);
    return this;
  }

  /** A list node at address {@link #address} of the next free cell. */
  public Sample node(String nodeName, NodeKind kind, String next, String prev) {
    long address = address(cells.size());
    add(nodeName + ".next", ValueType.POINTER, 0, true);
    add(nodeName + ".prev", ValueType.POINTER, 0, true);
    int first = cells.size() - 2;
    nodes.add(new ListNode(nodeName, address, first, first + 1, kind == NodeKind.HEAD));
    memory.set(first, 0L);
    pending.add(() -> memory.set(first, pointer(next)));
    pending.add(() -> memory.set(first + 1, pointer(prev)));
    return this;
  }

  /** Whether a node is a list of its own or an entry. */
  public enum NodeKind {
    HEAD,
    ENTRY
  }

  private final List<Runnable> pending = new ArrayList<>();

  private void add(String cellName, ValueType type, long initial, boolean pointer) {
    int index = cells.size();
    cells.add(new Location(index, cellName, address(index), type, initial, pointer));
    objects.add(
        new MemoryObject(
            cellName, address(index), type.bytes(), index, 1, MemoryObject.Kind.GLOBAL));
    memory.add(initial);
  }

  private static long address(int index) {
    return Memory.BASE_ADDRESS + 16L * index;
  }

  private long pointer(String target) {
    return switch (target) {
      case "NULL" -> 0;
      case "POISON1" -> Memory.LIST_POISON1;
      case "POISON2" -> Memory.LIST_POISON2;
      default ->
          nodes.stream().filter(n -> n.name().equals(target)).findFirst().orElseThrow().address();
    };
  }

  /** A context; the index is its number in the order of calls. */
  public Sample context(String label, String title, ContextKind kind, int cpu) {
    Code code = new Code(ImmutableList.of(), ImmutableList.of());
    contexts.add(new Context(contexts.size(), label, title, kind, cpu, 1, -1, code));
    return this;
  }

  /** A property; its code does not matter to reports. */
  public Sample condition(Quantifier quantifier, String text) {
    Formula always = new Formula.Literal(true);
    properties.add(
        new Property.FinalCondition(text, Position.NONE, quantifier, always, always, text));
    return this;
  }

  /** An instruction's step: where is {@code function:line}. */
  public Sample step(String label, int context, int depth, String where, String action) {
    return step(label, Step.Kind.INSTRUCTION, context, depth, where, action);
  }

  /** A step of any kind. */
  public Sample step(
      String label, Step.Kind kind, int context, int depth, String where, String action) {
    int colon = where.lastIndexOf(':');
    Position at =
        where.isEmpty()
            ? Position.NONE
            : new Position(
                name + ".c",
                Integer.parseInt(where.substring(colon + 1)),
                3,
                where.substring(0, colon),
                "");
    int cpu = contexts.get(context).cpu();
    steps.add(new Step(label, kind, context, cpu, depth, at, action, ImmutableList.of()));
    return this;
  }

  /** Gives the last step its source text. */
  public Sample source(String text) {
    Step last = steps.remove(steps.size() - 1);
    Position at = last.at();
    Position with = new Position(at.file(), at.line(), at.column(), at.function(), text);
    steps.add(
        new Step(
            last.label(),
            last.kind(),
            last.context(),
            last.cpu(),
            last.depth(),
            with,
            last.action(),
            last.effects()));
    return this;
  }

  /** Gives the last step an effect on a cell; a write reaches the final memory. */
  public Sample effect(Effect.Kind kind, String cell, long value) {
    Step last = steps.remove(steps.size() - 1);
    int index = cell(cell).index();
    ImmutableList<Effect> effects =
        ImmutableList.<Effect>builder()
            .addAll(last.effects())
            .add(new Effect(index, kind, value))
            .build();
    if (kind == Effect.Kind.WRITE) {
      memory.set(index, value);
    }
    steps.add(
        new Step(
            last.label(),
            last.kind(),
            last.context(),
            last.cpu(),
            last.depth(),
            last.at(),
            last.action(),
            effects));
    return this;
  }

  private Location cell(String cellName) {
    return cells.stream().filter(c -> c.name().equals(cellName)).findFirst().orElseThrow();
  }

  /** The model so far. */
  public Model model() {
    Memory all =
        new Memory(
            ImmutableList.copyOf(objects),
            ImmutableList.copyOf(cells),
            ImmutableList.of(),
            ImmutableList.copyOf(nodes));
    Code init = new Code(ImmutableList.of(), ImmutableList.of());
    int cpus = contexts.stream().mapToInt(Context::cpu).max().orElse(-1) + 1;
    Program program =
        new Program(name, name + ".c", cpus, all, init, ImmutableList.copyOf(contexts));
    ImmutableList<Observable> none = ImmutableList.of();
    return new Model(program, ImmutableList.copyOf(properties), none, Expectation.NONE, dialect);
  }

  /** The trace so far. */
  public Trace trace(int loopStart) {
    pending.forEach(Runnable::run);
    ImmutableList<Long> initial =
        cells.stream().map(Location::initial).collect(ImmutableList.toImmutableList());
    return new Trace(ImmutableList.copyOf(steps), initial, ImmutableList.copyOf(memory), loopStart);
  }

  /** The trace so far as a violation. */
  public Verdict.Violated violated(Violation.Kind kind, String text) {
    return violated(kind, text, -1);
  }

  /** The same, with a part that repeats. */
  public Verdict.Violated violated(Violation.Kind kind, String text, int loopStart) {
    Position at = new Position(name + ".c", 88, 1, "", "");
    ImmutableList<String> labels =
        steps.stream().map(Step::label).collect(ImmutableList.toImmutableList());
    return new Verdict.Violated(
        new Violation(kind, text, at), trace(loopStart), new Schedule(labels));
  }

  /** A result for a model without a condition. */
  public CheckResult result(Machine machine, Compiler compiler, Verdict verdict) {
    return new CheckResult(
        model(),
        machine,
        compiler,
        verdict,
        Observation.NONE,
        ImmutableSortedSet.of(),
        null,
        null,
        ImmutableSortedSet.of(),
        ImmutableList.of(new PropertyResult("faults", "faults", "holds")),
        new Statistics(1234, 0, 5678, 23, 1 << 20, 0.25));
  }

  /** A result for a litmus test. */
  public CheckResult result(
      Machine machine, Verdict verdict, Observation observation, long positive, String... states) {
    return new CheckResult(
        model(),
        machine,
        Compiler.SOURCE,
        verdict,
        observation,
        ImmutableSortedSet.copyOf(Arrays.asList(states)),
        positive,
        states.length - positive,
        ImmutableSortedSet.of(),
        ImmutableList.of(),
        new Statistics(40, 0, 60, 8, 1 << 20, 0.01));
  }
}

package dev.kaboom.lang.lower;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.ast.LitmusTerm;
import dev.kaboom.lang.ast.LitmusTest;
import dev.kaboom.lang.ast.LitmusTest.RoutineKind;
import dev.kaboom.lang.ast.TypeNode;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.lang.lower.type.IntegerType;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Code;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Memory;
import dev.kaboom.program.Program;
import dev.kaboom.property.Model;
import dev.kaboom.property.Model.Dialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a litmus test into a model. Everything in it is a signed 64-bit value, as in herd7: {@code
 * int}, {@code int *} and {@code atomic_t} differ in name only.
 */
public final class LitmusLowering {
  private final LitmusTest test;
  private final Unit unit;
  private final LitmusVariables variables;
  private final LitmusConditions conditions;
  private final List<Context> contexts = new ArrayList<>();
  private final Map<String, Map<String, Integer>> registers = new LinkedHashMap<>();

  private LitmusLowering(
      LitmusTest test, Diagnostics diagnostics, ImmutableMap<String, Intrinsic> intrinsics) {
    this.test = test;
    int cpus = 1;
    for (LitmusTest.Routine routine : test.routines()) {
      cpus = Math.max(cpus, Math.min(routine.cpu() + 1, KernelLowering.CPUS_MAX));
    }
    this.unit = new Unit(Dialect.LITMUS, diagnostics, cpus, intrinsics, name -> Optional.empty());
    this.variables = new LitmusVariables(unit, test);
    this.conditions = new LitmusConditions(test, variables);
  }

  /** Lowers a test; empty if {@code diagnostics} has errors. */
  public static Optional<Model> lower(
      LitmusTest test, ImmutableMap<String, Intrinsic> intrinsics, Diagnostics diagnostics) {
    try {
      Model model = new LitmusLowering(test, diagnostics, intrinsics).model();
      return diagnostics.hasErrors() ? Optional.empty() : Optional.of(model);
    } catch (SemanticException problem) {
      diagnostics.add(problem.diagnostic());
    } catch (LoweringLimitException limit) {
      diagnostics.error(limit.at(), limit.complaint());
    }
    return Optional.empty();
  }

  private Model model() {
    variables.declare();
    conditions.declareVariables();
    variables.initialize();
    test.routines().forEach(this::add);
    for (LitmusTest.Init init : test.initial()) {
      checkThread(init);
    }
    Memory memory = unit.memory().build();
    Code init = new Code(ImmutableList.of(), ImmutableList.of());
    Program program =
        new Program(
            test.name(),
            test.span().file().name(),
            unit.cpuCount(),
            memory,
            init,
            ImmutableList.copyOf(contexts));
    LitmusConditions.Result asked = conditions.resolve(contexts, registers, memory);
    return new Model(
        program,
        ImmutableList.of(asked.property()),
        asked.observables(),
        test.expectation(),
        Dialect.LITMUS);
  }

  private void checkThread(LitmusTest.Init init) {
    Integer thread = init.thread();
    if (thread != null && !registers.containsKey("P" + thread)) {
      unit.diagnostics().error(init.span(), "there is no P" + thread);
    }
  }

  private void add(LitmusTest.Routine routine) {
    String name =
        (routine.kind() == RoutineKind.PROCESS
                ? "cpu"
                : routine.kind().name().toLowerCase(Locale.ROOT))
            + routine.cpu();
    if (routine.cpu() >= KernelLowering.CPUS_MAX) {
      unit.diagnostics()
          .error(routine.span(), "CPUs are numbered below " + KernelLowering.CPUS_MAX);
      return;
    }
    if (registers.containsKey(routine.name())) {
      unit.diagnostics().error(routine.span(), "there are two routines " + routine.name());
      return;
    }
    Site site = new Site(Site.Kind.CONTEXT, routine.name(), name, routine.cpu());
    Body body = new Body(unit, site, routine.body());
    Code code = Contexts.finish(unit, body, b -> lower(b, routine), routine.span());
    registers.put(routine.name(), body.declarations().litmusRegisters());
    ContextKind kind = kind(routine.kind());
    int budget = kind == ContextKind.PROCESS ? 0 : 1;
    contexts.add(
        new Context(contexts.size(), name, routine.name(), kind, routine.cpu(), budget, -1, code));
  }

  private void lower(Body body, LitmusTest.Routine routine) {
    for (TypeNode.Parameter parameter : routine.parameters()) {
      Value address = variables.address(parameter.name(), parameter.span());
      body.scope().define(parameter.name(), new Symbol.Known(address));
    }
    for (LitmusTest.Init init : test.initial()) {
      Integer thread = init.thread();
      boolean mine =
          thread != null && routine.kind() == RoutineKind.PROCESS && thread == routine.cpu();
      if (mine) {
        Place register = body.declarations().litmusRegister(init.name(), IntegerType.LONG);
        long value = variables.constant(init.value());
        if (value != 0) {
          Value start = new Value(IntegerType.LONG, Terms.constant(value));
          body.places().store(register, start, AccessKind.PLAIN, init.span());
        }
      }
    }
    body.lower(routine.body());
    for (LitmusTerm.Register register : conditions.registersOf(routine)) {
      body.declarations().litmusRegister(register.name(), IntegerType.LONG);
    }
  }

  private static ContextKind kind(RoutineKind kind) {
    return switch (kind) {
      case PROCESS -> ContextKind.PROCESS;
      case IRQ -> ContextKind.IRQ;
      case NMI -> ContextKind.NMI;
    };
  }
}

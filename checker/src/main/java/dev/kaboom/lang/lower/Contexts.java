package dev.kaboom.lang.lower;

import com.google.common.collect.ImmutableList;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Declaration.FunctionDefinition;
import dev.kaboom.lang.ast.Declaration.ScenarioBlock;
import dev.kaboom.lang.ast.Declaration.ScenarioKind;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.Statement;
import dev.kaboom.lang.lower.code.CodeBuilder;
import dev.kaboom.lang.lower.code.CodeLimitException;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.lang.lower.type.PointerType;
import dev.kaboom.program.Code;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes the contexts of a model: processes by CPU, then handlers in source order, then one for each
 * routine that may be sent to a CPU.
 */
final class Contexts {
  private static final int BUDGET_MAX = 100;

  private final Unit unit;
  private final Body constants;
  private final List<Context> contexts = new ArrayList<>();
  private final Map<String, Integer> names = new LinkedHashMap<>();

  Contexts(Unit unit, Body constants) {
    this.unit = unit;
    this.constants = constants;
  }

  void blocks(List<ScenarioBlock> blocks) {
    for (int cpu = 0; cpu < unit.cpuCount(); cpu++) {
      for (ScenarioBlock block : blocks) {
        if (block.kind() == ScenarioKind.CPU && cpu(block) == cpu) {
          add(block, cpu);
        }
      }
    }
    for (ScenarioBlock block : blocks) {
      if (block.kind() == ScenarioKind.IRQ || block.kind() == ScenarioKind.NMI) {
        int cpu = cpu(block);
        if (cpu >= 0) {
          add(block, cpu);
        }
      } else if (block.kind() == ScenarioKind.CPU) {
        cpu(block);
      }
    }
    List<Requests.Request> pending = unit.requests().takePending();
    while (!pending.isEmpty()) {
      pending.forEach(this::add);
      pending = unit.requests().takePending();
    }
  }

  ImmutableList<Context> finished() {
    return ImmutableList.copyOf(contexts);
  }

  private int cpu(ScenarioBlock block) {
    Expression number = block.cpu();
    return number == null ? -1 : number(number, "the CPU", 0, KernelLowering.CPUS_MAX - 1);
  }

  /** The constant, or -1 after a complaint. */
  private int number(Expression expression, String what, int least, int most) {
    try {
      long value = constants.constant(expression, what);
      if (value < least || value > most) {
        throw new SemanticException(
            expression.span(), what + " is " + value + ", not one of " + least + " … " + most);
      }
      return (int) value;
    } catch (SemanticException problem) {
      unit.diagnostics().add(problem.diagnostic());
      return -1;
    }
  }

  private void add(ScenarioBlock block, int cpu) {
    ContextKind kind = kind(block.kind());
    String name = uniqueName(block.kind().name().toLowerCase(Locale.ROOT) + cpu);
    if (kind == ContextKind.PROCESS && name.contains(".")) {
      unit.diagnostics()
          .error(
              block.span(),
              "CPU " + cpu + " has two CPU blocks",
              "one process context runs on a CPU: put both bodies into one block");
      return;
    }
    Expression times = block.budget();
    int budget = times == null ? 1 : number(times, "the number of times", 1, BUDGET_MAX);
    String title = block.kind().name() + "(" + cpu + ")";
    Body body = body(new Site(Site.Kind.CONTEXT, title, name, cpu), block.body());
    Code code = finish(unit, body, b -> b.lower(block.body()), block.span());
    int comes = kind == ContextKind.PROCESS ? 0 : budget;
    contexts.add(new Context(contexts.size(), name, title, kind, cpu, comes, -1, code));
  }

  private Body body(Site site, Statement.Block block) {
    return new Body(unit, site, block);
  }

  private String uniqueName(String base) {
    int count = names.merge(base, 1, Integer::sum);
    return count == 1 ? base : base + "." + count;
  }

  private static ContextKind kind(ScenarioKind kind) {
    return switch (kind) {
      case IRQ -> ContextKind.IRQ;
      case NMI -> ContextKind.NMI;
      case CPU, INIT -> ContextKind.PROCESS;
    };
  }

  private void add(Requests.Request request) {
    FunctionDefinition definition = request.function().definition();
    if (definition == null) {
      return;
    }
    boolean nmi = request.kind().nmi();
    String function = request.function().name();
    String name = uniqueName((nmi ? "nmi" : "ipi") + request.cpu() + "." + function);
    String title = (nmi ? "NMI(" : "IPI(") + request.cpu() + ") " + function;
    Site site = new Site(Site.Kind.CONTEXT, title, name, request.cpu());
    Body body = body(site, definition.body());
    int argument = body.code().register("argument");
    Value value = new Value(PointerType.TO_VOID, Terms.register(argument));
    Span span = definition.span();
    Code code =
        finish(
            unit,
            body,
            b -> {
              boolean takes = !request.function().type().parameters().isEmpty();
              b.calls().inline(request.function(), takes ? List.of(value) : List.of(), span);
              b.statements().closeFrame();
            },
            span);
    contexts.add(
        new Context(
            contexts.size(),
            name,
            title,
            request.kind(),
            request.cpu(),
            0,
            request.routine(),
            code));
  }

  /** Runs {@code lowering} on the body and takes its code; errors become diagnostics. */
  static Code finish(Unit unit, Body body, Consumer<Body> lowering, Span span) {
    try {
      lowering.accept(body);
      if (body.code().complete()) {
        return body.code().finish();
      }
      if (!unit.diagnostics().hasErrors()) {
        unit.diagnostics().error(span, "a jump leads into an expression that is not evaluated");
      }
    } catch (SemanticException problem) {
      unit.diagnostics().add(problem.diagnostic());
    } catch (CodeLimitException limit) {
      unit.diagnostics()
          .error(
              span,
              "this runs more than "
                  + CodeBuilder.INSTRUCTIONS_MAX
                  + " instructions once functions are inlined");
    }
    return new Code(ImmutableList.of(), ImmutableList.of());
  }
}

package dev.kaboom.analysis.stress;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Code;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Location;
import dev.kaboom.program.Observable;
import dev.kaboom.program.Program;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The Java source of one harness, but for its outcomes. */
final class HarnessSource {
  private final Model model;
  private final Program program;
  private final Form form;
  private final Outcomes outcomes;
  private final int actorsMax;
  private final JavaMemory memory;
  private final Messages messages;
  private final Cuts cuts;
  private final Waits waits;
  private final RequestSource requests;
  private final JavaCode.Surroundings surroundings;

  /**
   * The source of a harness.
   *
   * @param actorsMax how many actors it may have; further CPUs are threads of the last one
   */
  HarnessSource(Model model, Outcomes outcomes, int actorsMax) {
    this.actorsMax = actorsMax;
    this.model = model;
    this.program = model.program();
    this.form = outcomes.form();
    this.outcomes = outcomes;
    this.messages = Messages.of(program);
    this.memory = new JavaMemory(program.memory());
    this.cuts = new Cuts(program);
    this.waits = new Waits(program);
    this.requests = new RequestSource(program, waits);
    this.surroundings = new JavaCode.Surroundings(memory, messages, cuts, requests);
  }

  /**
   * A harness's parts.
   *
   * @param body all that stands inside of the class
   * @param cuts names of the places where a handler can come, by number; empty without handlers
   * @param actors how many threads it needs
   */
  record Parts(String body, ImmutableList<String> cuts, int actors) {}

  /** The parts of the harness. */
  Parts parts() {
    StringBuilder code = new StringBuilder();
    code.append(method("private static void init(S s)", program.init(), Form.ALONE, null, ""));
    for (Context context : program.contexts()) {
      String argument = RequestSource.serves(context) ? ", long argument" : "";
      String signature = "private static void context" + context.index() + "(S s" + argument + ")";
      code.append(method(signature, context.code(), form, context, epilogue(context)));
    }
    ActorSource actors = new ActorSource(form, waits, actorsMax);
    for (int cpu = 0; cpu < program.cpuCount(); cpu++) {
      actors.add(cpu, steps(cpu));
    }
    HandlerSource handlers =
        new HandlerSource(program, cuts, waits, requests, actors.count() < actorsMax);
    ArbiterSource arbiter = new ArbiterSource(model, cuts, messages, outcomes.allowed());
    String judging = arbiter.methods(this::predicate);
    String body =
        fields(handlers, actors)
            + actors.methods()
            + handlers.actor()
            + judging
            + code
            + handlers.points()
            + requests.methods()
            + (waits.exist() ? waits.open() : "")
            + memory.methods()
            + mutex();
    int count = actors.count() + (handlers.actor().isEmpty() ? 0 : 1);
    return new Parts(body, cuts.names(), count);
  }

  private String steps(int cpu) {
    String process =
        program.contexts().stream()
            .filter(c -> c.cpu() == cpu && c.kind() == ContextKind.PROCESS)
            .map(c -> "context" + c.index() + "(s); ")
            .collect(Collectors.joining());
    String serve = requests.serves(cpu) && waits.exist() ? "serve" + cpu + "(s); " : "";
    return process + cuts.end(cpu) + serve;
  }

  private String epilogue(Context context) {
    return Observed.registers(model).stream()
        .filter(seen -> seen.context() == context.index())
        .map(seen -> "    s." + field(seen) + " = r" + seen.register() + ";\n")
        .distinct()
        .collect(Collectors.joining());
  }

  /** The field with the last value of an observed register. */
  static String field(Observable.OfRegister seen) {
    return "o" + seen.context() + "_" + seen.register();
  }

  private String predicate(String name, Property.Finally property) {
    JavaCode code = new JavaCode(surroundings, Form.ALONE, property.predicate(), null);
    return """
      private static boolean %s(S s) {
        try {
    %s    return r0 != 0;
        } catch (Support.Stop | ArithmeticException wrong) {
          return false;
        }
      }

    """
        .indent(0)
        .formatted(name, code.statements());
  }

  private String method(
      String signature, Code code, Form how, @Nullable Context context, String epilogue) {
    JavaCode body = new JavaCode(surroundings, how, code, context);
    return "  " + signature + " {\n" + body.statements() + epilogue + "  }\n\n";
  }

  private String mutex() {
    return form == Form.STEPS
        ? """
          private static void enter(S s, int cpu) {
            for (int spin = 0; !M.compareAndSet(s, 0, cpu); spin++) {
              Support.spin(spin);
            }
          }
        """
            .indent(0)
        : "";
  }

  private String fields(HandlerSource handlers, ActorSource actors) {
    StringBuilder declared = new StringBuilder();
    StringBuilder found = new StringBuilder();
    StringBuilder java = new StringBuilder();
    for (Location cell : program.memory().locations()) {
      handle(declared, found, "C" + cell.index(), "c" + cell.index(), "long");
      java.append("    long c%d = %dL; // ".formatted(cell.index(), cell.initial()));
      java.append(JavaText.comment(cell.name())).append('\n');
    }
    if (form == Form.STEPS) {
      handle(declared, found, "M", "mutex", "int");
      java.append("    int mutex;\n");
    }
    for (int cpu = 0; cpu < program.cpuCount(); cpu++) {
      java.append("    int stop%d;\n    int masked%d;\n    int nmi%d;\n".formatted(cpu, cpu, cpu));
    }
    java.append(handlers.all().isEmpty() ? "" : "    int time;\n")
        .append(waits.fields(actors.cpus()));
    int places = Math.max(8, program.contexts().stream().mapToInt(c -> c.code().size()).sum());
    java.append(
        requests.fields((n, f) -> handle(declared, found, n, f, type(n)), Math.min(places, 64)));
    for (Context handler : handlers.all()) {
      handle(declared, found, "A" + handler.index(), "armed" + handler.index(), "int");
      java.append(handlers.fields(handler));
    }
    Observed.registers(model).stream()
        .map(seen -> "    long " + field(seen) + ";\n")
        .forEach(java::append);
    for (int word = 0; word * 64 < cuts.names().size(); word++) {
      java.append("    long passed").append(word).append(";\n");
    }
    return handles(declared, found)
        + actors.workers()
        + "  @State\n  public static class S {\n"
        + java
        + "\n    public S() {\n      init(this);\n    }\n  }\n\n";
  }

  private static String type(String handle) {
    return handle.startsWith("Q") ? "Support.Request" : "int";
  }

  private static void handle(
      StringBuilder declared, StringBuilder found, String name, String field, String type) {
    declared.append("  private static final VarHandle ").append(name).append(";\n");
    found.append(
        "      %s = lookup.findVarHandle(S.class, \"%s\", %s.class);\n"
            .formatted(name, field, type));
  }

  private static String handles(StringBuilder declared, StringBuilder found) {
    return declared
        + """

          static {
            try {
              MethodHandles.Lookup lookup = MethodHandles.lookup();
        %s    } catch (ReflectiveOperationException e) {
              throw new ExceptionInInitializerError(e);
            }
          }

        """
            .indent(0)
            .formatted(found);
  }
}

package dev.kaboom.analysis.stress;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.program.MemoryObject;
import dev.kaboom.program.Observable;
import dev.kaboom.program.Program;
import dev.kaboom.property.Formula;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The arbiter: what came out of a run, as one string, and where handlers came as another. */
final class ArbiterSource {
  private final Model model;
  private final Program program;
  private final Cuts cuts;
  private final Messages messages;
  private final ImmutableSet<String> allowed;

  /**
   * The arbiter of a harness.
   *
   * @param allowed identities of the outcomes that are allowed
   */
  ArbiterSource(Model model, Cuts cuts, Messages messages, ImmutableSet<String> allowed) {
    this.model = model;
    this.program = model.program();
    this.cuts = cuts;
    this.messages = messages;
    this.allowed = allowed;
  }

  /** The arbiter and what it calls; {@code predicate} makes a method of a FINALLY. */
  String methods(BiFunction<String, Property.Finally, String> predicate) {
    StringBuilder predicates = new StringBuilder();
    StringBuilder ends = new StringBuilder();
    int number = 0;
    for (Property property : model.properties()) {
      if (property instanceof Property.Finally asked) {
        String name = "finally" + number++;
        predicates.append(predicate.apply(name, asked));
        String outcome = JavaText.literal(Outcomes.failed(asked));
        ends.append("    if (!%s(s)) { return %s; }\n".formatted(name, outcome));
      } else if (property instanceof Property.FinalCondition asked) {
        String filter = formula(asked.filter());
        String outcome = JavaText.literal(Outcomes.ASSUMPTION);
        ends.append("    if (!(%s)) { return %s; }\n".formatted(filter, outcome));
      }
    }
    String result =
        model.dialect() == Model.Dialect.LITMUS ? state() : "\"" + Outcomes.HOLDS + "\"";
    return arbiter()
        + "  private static String outcome(S s) {\n"
        + stops()
        + ends
        + "    return "
        + result
        + ";\n  }\n\n"
        + allowed()
        + (model.dialect() == Model.Dialect.LITMUS ? names() : "")
        + predicates;
  }

  private String arbiter() {
    boolean handlers = cuts.exist();
    String type = handlers ? "LL_Result" : "L_Result";
    return "  @Arbiter\n  public void judge(S s, "
        + type
        + " r) {\n    r.r1 = outcome(s);\n"
        + (handlers ? "    r.r2 = cuts(s);\n" : "")
        + "  }\n\n"
        + (handlers ? places() : "");
  }

  /** Where each handler came, or, if none did, which places were passed. */
  private String places() {
    String came =
        program.contexts().stream()
            .filter(c -> c.kind() == ContextKind.IRQ || c.kind() == ContextKind.NMI)
            .map(c -> "(s.cut%1$d < 0 ? \"\" : \"@\" + s.cut%1$d)".formatted(c.index()))
            .collect(Collectors.joining(" + "));
    StringBuilder passed = new StringBuilder("\"passed\"");
    for (int word = 0; word * 64 < cuts.names().size(); word++) {
      passed.append(" + \":\" + Long.toHexString(s.passed").append(word).append(')');
    }
    return "  private static String cuts(S s) {\n    String came = \"\" + "
        + (came.isEmpty() ? "\"\"" : came)
        + ";\n    return came.isEmpty() ? "
        + passed
        + " : came;\n  }\n\n";
  }

  private String stops() {
    StringBuilder java = new StringBuilder("    int fault = 0;\n    int faults = 0;\n");
    java.append("    boolean stuck = false;\n    boolean blocked = false;\n");
    java.append("    boolean halted = false;\n");
    String assumption = JavaText.literal(Outcomes.ASSUMPTION);
    for (int cpu = 0; cpu < program.cpuCount(); cpu++) {
      java.append(
          """
              if (s.stop%1$d == Support.ASSUMPTION) { return %2$s; }
              stuck |= s.stop%1$d == Support.STUCK;
              blocked |= s.stop%1$d == Support.BLOCKED;
              halted |= s.stop%1$d == Support.HALTED;
              if (s.stop%1$d > 0) {
                faults++;
                fault = fault == 0 || allowed(s.stop%1$d) ? s.stop%1$d : fault;
              }
          """
              .indent(0)
              .formatted(cpu, assumption));
    }
    String several = JavaText.literal(Outcomes.SEVERAL_FAULTS);
    java.append("    if (faults > 1 && !allowed(fault)) { return %s; }\n".formatted(several));
    java.append("    switch (fault) {\n    case 0: break;\n    case 1: return ");
    java.append(JavaText.literal(Outcomes.BAD_ACCESS)).append(";\n");
    int number = Messages.FIRST_CHECK;
    for (String check : messages.checks()) {
      java.append("    case %d: return %s;\n".formatted(number++, JavaText.literal(check)));
    }
    java.append("    default: return \"unknown fault\";\n    }\n");
    String stuck = JavaText.literal(Outcomes.STUCK);
    java.append("    if (stuck) { return ").append(stuck).append("; }\n");
    // What waits for a CPU that has halted waits for ever, and that is no deadlock.
    java.append("    if (blocked && !halted) { return ");
    return java.append(JavaText.literal(Outcomes.DEADLOCK)).append("; }\n").toString();
  }

  /** The method that tells which faults may happen. */
  private String allowed() {
    StringBuilder java = new StringBuilder("  private static boolean allowed(int fault) {\n");
    java.append("    switch (fault) {\n");
    if (allowed.contains(Outcomes.BAD_ACCESS)) {
      java.append("    case 1: return true;\n");
    }
    int number = Messages.FIRST_CHECK;
    for (String check : messages.checks()) {
      java.append(allowed.contains(check) ? "    case %d: return true;\n".formatted(number) : "");
      number++;
    }
    return java.append("    default: return false;\n    }\n  }\n\n").toString();
  }

  private String state() {
    return model.observables().isEmpty()
        ? "\"\""
        : model.observables().stream()
            .map(o -> JavaText.literal(o.label() + "=") + " + name(" + value(o) + ") + \";\"")
            .collect(Collectors.joining(" + \" \" + "));
  }

  private static String value(Observable observable) {
    return observable instanceof Observable.OfLocation cell
        ? "s.c" + cell.location()
        : "s." + HarnessSource.field((Observable.OfRegister) observable);
  }

  /** Values as state strings have them: an address is the name of what stands there. */
  private String names() {
    Memory memory = program.memory();
    Map<Long, String> names = new TreeMap<>();
    for (MemoryObject object : memory.objects()) {
      names.putIfAbsent(object.address(), object.name());
    }
    for (Location cell : memory.locations()) {
      names.putIfAbsent(cell.address(), cell.name());
    }
    StringBuilder java = new StringBuilder("  private static String name(long value) {\n");
    names.forEach(
        (address, name) ->
            java.append(
                "    if (value == %dL) { return %s; }\n"
                    .formatted(address, JavaText.literal(name))));
    return java.append("    return Long.toString(value);\n  }\n\n").toString();
  }

  private static String formula(Formula formula) {
    if (formula instanceof Formula.EqualsConstant equal) {
      return value(equal.left()) + " == " + equal.constant() + "L";
    }
    if (formula instanceof Formula.EqualsObservable equal) {
      return value(equal.left()) + " == " + value(equal.right());
    }
    if (formula instanceof Formula.Not not) {
      return "!(" + formula(not.operand()) + ")";
    }
    if (formula instanceof Formula.And and) {
      return "(" + formula(and.left()) + " && " + formula(and.right()) + ")";
    }
    if (formula instanceof Formula.Or or) {
      return "(" + formula(or.left()) + " || " + formula(or.right()) + ")";
    }
    return formula.holds(observable -> 0) ? "true" : "false";
  }
}

package dev.kaboom.analysis.stress;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Program;

/**
 * Interrupts on a JVM: at each place between two steps the interrupted thread asks whether a
 * handler is armed and then runs it to its end itself. A further actor arms the handlers at a
 * random moment. Each handler leaves behind where it came first, so that a run can be held to have
 * tried every place.
 */
final class HandlerSource {
  private final Program program;
  private final Cuts cuts;
  private final Waits waits;
  private final RequestSource requests;
  private final boolean room;

  /**
   * The handlers of a program.
   *
   * @param room whether there may be one more actor
   */
  HandlerSource(Program program, Cuts cuts, Waits waits, RequestSource requests, boolean room) {
    this.program = program;
    this.cuts = cuts;
    this.waits = waits;
    this.requests = requests;
    this.room = room;
  }

  /** The handlers that are armed. */
  ImmutableList<Context> all() {
    return program.contexts().stream()
        .filter(c -> c.kind() == ContextKind.IRQ || c.kind() == ContextKind.NMI)
        .collect(ImmutableList.toImmutableList());
  }

  /** What the state has for a handler. */
  String fields(Context handler) {
    return """
        int armed%1$d;
        int came%1$d;
        int running%1$d;
        int cut%1$d = -1;
        int due%1$d = Support.countdown(%2$d, %3$s);
    """
        .indent(0)
        .formatted(handler.index(), cuts.names().size(), actor().isEmpty());
  }

  /** The actor that arms the handlers; "" if there are none, or no room for an actor. */
  String actor() {
    if (all().isEmpty() || !room) {
      return "";
    }
    StringBuilder java = new StringBuilder("  @Actor\n  public void arm(S s) {\n");
    java.append("    int time = 0;\n");
    for (Context handler : all()) {
      for (int times = 1; times <= Math.min(handler.budget(), 8); times++) {
        java.append("    time += Support.randomTime();\n");
        java.append("    A%d.setOpaque(s, %d);\n".formatted(handler.index(), times));
      }
    }
    return java.append("    s.time = time;\n  }\n\n").toString();
  }

  /** The methods that let handlers come in, one for each CPU that has some. */
  String points() {
    StringBuilder java = new StringBuilder();
    for (int cpu = 0; cpu < program.cpuCount(); cpu++) {
      ImmutableList<Context> handlers = cuts.handlers(cpu);
      if (!handlers.isEmpty() || requests.serves(cpu)) {
        java.append("  private static void point%d(S s, int cut) {\n".formatted(cpu));
        java.append(handlers.isEmpty() ? "" : passed());
        handlers.forEach(handler -> java.append(entry(handler)));
        java.append(requests.take(cpu));
        java.append("  }\n\n");
      }
    }
    return java.toString();
  }

  private String passed() {
    StringBuilder java = new StringBuilder();
    for (int word = 0; word * 64 < cuts.names().size(); word++) {
      java.append("    if (cut >> 6 == %1$d) { s.passed%1$d |= 1L << cut; }\n".formatted(word));
    }
    return java.toString();
  }

  private String entry(Context handler) {
    boolean nmi = handler.kind().nmi();
    int cpu = handler.cpu();
    String may = "s.nmi" + cpu + " == 0" + (nmi ? "" : " && s.masked" + cpu + " == 0");
    String flag = (nmi ? "s.nmi" : "s.masked") + cpu;
    return """
        s.due%1$d--;
        while (%4$s && s.running%1$d == 0 && s.came%1$d < %5$d
            && (s.due%1$d < 0 || s.came%1$d < (int) A%1$d.getOpaque(s)%7$s)) {
          %6$ss.due%1$d = Integer.MAX_VALUE;
          s.came%1$d++;
          s.cut%1$d = s.cut%1$d < 0 ? cut : s.cut%1$d;
          int before = s.masked%2$d;
          s.running%1$d = 1;
          %3$s = 1;
          context%1$d(s);
          %3$s = 0;
          s.masked%2$d = before;
          s.running%1$d = 0;
        }
    """
        .indent(0)
        .formatted(
            handler.index(), cpu, flag, may, handler.budget(), waits.handler(cpu), waits.hurry());
  }
}

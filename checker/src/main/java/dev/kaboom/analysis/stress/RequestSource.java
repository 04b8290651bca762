package dev.kaboom.analysis.stress;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Program;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Requests for interrupts on a JVM. The requests to a CPU, of one kind, are a list in a field; a
 * sender puts its own in front by a volatile read-modify-write between full fences. The CPU looks
 * for requests at each place between two steps and whenever it waits, and goes on serving them when
 * it has finished. Sometimes it lets a few places pass first: an interrupt takes its time. A
 * handler that has ended says so by a release, and who waits for it reads that with acquire
 * (docs/jvm.md).
 */
final class RequestSource {
  private final Program program;
  private final Waits waits;

  RequestSource(Program program, Waits waits) {
    this.program = program;
    this.waits = waits;
  }

  /** Whether the context serves requests. */
  static boolean serves(Context context) {
    return context.kind() == ContextKind.IPI || context.kind() == ContextKind.SENT_NMI;
  }

  /** The contexts that serve requests of one kind on a CPU. */
  private ImmutableList<Context> servers(int cpu, ContextKind kind) {
    return program.contexts().stream()
        .filter(c -> c.cpu() == cpu && c.kind() == kind)
        .collect(ImmutableList.toImmutableList());
  }

  /** Whether the CPU serves requests. */
  boolean serves(int cpu) {
    return program.contexts().stream().anyMatch(c -> c.cpu() == cpu && serves(c));
  }

  private Set<Integer> senders() {
    Set<Integer> senders = new TreeSet<>();
    for (Context context : program.contexts()) {
      if (context.code().instructions().stream().anyMatch(Instruction.Send.class::isInstance)) {
        senders.add(context.index());
      }
    }
    return senders;
  }

  private static String queue(ContextKind kind, int cpu) {
    return (kind == ContextKind.IPI ? "ipi" : "nmi") + cpu;
  }

  private static String handle(ContextKind kind, int cpu) {
    return (kind == ContextKind.IPI ? "QI" : "QN") + cpu;
  }

  /**
   * What the state has for requests.
   *
   * @param variable takes the names of a VarHandle and its field
   * @param places how many places there are where handlers can come
   */
  String fields(BiConsumer<String, String> variable, int places) {
    StringBuilder java = new StringBuilder();
    for (int cpu = 0; cpu < program.cpuCount(); cpu++) {
      for (ContextKind kind : ImmutableList.of(ContextKind.IPI, ContextKind.SENT_NMI)) {
        if (!servers(cpu, kind).isEmpty()) {
          String queue = "asked_" + queue(kind, cpu);
          variable.accept(handle(kind, cpu), queue);
          java.append("    Support.Request ").append(queue).append(";\n");
          java.append("    int taken_").append(queue(kind, cpu)).append(";\n");
        }
      }
      if (serves(cpu)) {
        java.append("    int lag%d = Support.lag(%d);\n".formatted(cpu, places));
      }
    }
    for (int sender : senders()) {
      variable.accept("D" + sender, "served" + sender);
      java.append("    int sent%1$d;\n    int served%1$d;\n".formatted(sender));
    }
    program.contexts().stream()
        .filter(RequestSource::serves)
        .forEach(c -> java.append("    int running").append(c.index()).append(";\n"));
    return java.toString();
  }

  /** The statement that makes a request, once the context's last one has been served. */
  String send(Instruction.Send send, Context sender) {
    return "s.sent%1$d++; send_%2$s_%3$d(s, %4$s, %5$s, %1$d, s.sent%1$d);"
        .formatted(
            sender.index(),
            send.kind() == ContextKind.IPI ? "ipi" : "nmi",
            send.routine(),
            JavaExpression.of(send.cpu()),
            JavaExpression.of(send.argument()));
  }

  /** Whether the context's last request is still on its way, as an expression. */
  static String pending(Context sender) {
    return "(int) D%1$d.getAcquire(s) != s.sent%1$d".formatted(sender.index());
  }

  /** The methods that make requests, and those that say when they have been served. */
  String methods() {
    StringBuilder java = new StringBuilder();
    Set<String> done = new TreeSet<>();
    for (Context context : program.contexts()) {
      for (Instruction instruction : context.code().instructions()) {
        if (instruction instanceof Instruction.Send send
            && done.add(send.kind() + " " + send.routine())) {
          java.append(sending(send));
        }
      }
    }
    for (int cpu = 0; cpu < program.cpuCount(); cpu++) {
      for (ContextKind kind : ImmutableList.of(ContextKind.IPI, ContextKind.SENT_NMI)) {
        java.append(servers(cpu, kind).isEmpty() ? "" : asking(kind, cpu));
      }
      java.append(serves(cpu) ? serving(cpu) : "");
    }
    return java + (senders().isEmpty() ? "" : served());
  }

  /** Finds the CPU's handler; where there is none, the request is a bad access. */
  private String sending(Instruction.Send send) {
    String cases =
        program.contexts().stream()
            .filter(c -> c.kind() == send.kind() && c.routine() == send.routine())
            .map(
                c ->
                    """
                        if (cpu == %1$dL) {
                          ask_%2$s(s, %3$d, argument, sender, count);
                          return;
                        }
                    """
                        .indent(0)
                        .formatted(c.cpu(), queue(c.kind(), c.cpu()), c.index()))
            .collect(Collectors.joining());
    return """
      private static void send_%s_%d(S s, long cpu, long argument, int sender, int count) {
    %s    throw Support.badAccess();
      }

    """
        .indent(0)
        .formatted(send.kind() == ContextKind.IPI ? "ipi" : "nmi", send.routine(), cases);
  }

  private static String asking(ContextKind kind, int cpu) {
    return """
      private static void ask_%1$s(S s, int handler, long argument, int sender, int count) {
        VarHandle.fullFence();
        for (;;) {
          Support.Request last = (Support.Request) %2$s.getVolatile(s);
          Support.Request next = new Support.Request(last, handler, argument, sender, count);
          if (%2$s.compareAndSet(s, last, next)) { break; }
        }
        VarHandle.fullFence();
      }

    """
        .indent(0)
        .formatted(queue(kind, cpu), handle(kind, cpu));
  }

  private static String serving(int cpu) {
    return """
      private static void serve%1$d(S s) {
        for (int round = 0; !s.watch.done(%1$d, round, open(s)); round++) {
          s.lag%1$d = 0;
          point%1$d(s, -1);
        }
      }

    """
        .indent(0)
        .formatted(cpu);
  }

  private String served() {
    String cases =
        senders().stream()
            .map(c -> "    if (r.sender == %1$d) { D%1$d.setRelease(s, r.count); }\n".formatted(c))
            .collect(Collectors.joining());
    return "  private static void served(S s, Support.Request r) {\n" + cases + "  }\n\n";
  }

  /** The statements of a place between two steps that take the CPU's requests. */
  String take(int cpu) {
    if (!serves(cpu)) {
      return "";
    }
    StringBuilder java = new StringBuilder();
    java.append("    if (s.lag%1$d > 0) { s.lag%1$d--; return; }\n".formatted(cpu));
    for (ContextKind kind : ImmutableList.of(ContextKind.SENT_NMI, ContextKind.IPI)) {
      if (!servers(cpu, kind).isEmpty()) {
        java.append(take(cpu, kind));
      }
    }
    return java.toString();
  }

  private String take(int cpu, ContextKind kind) {
    String cases =
        servers(cpu, kind).stream()
            .map(c -> "      case %1$d: %2$s break;\n".formatted(c.index(), enter(c)))
            .collect(Collectors.joining());
    return """
        while (s.nmi%1$d == 0%2$s) {
          Support.Request newest = (Support.Request) %3$s.getOpaque(s);
          if (Support.Request.oldest(newest, s.taken_%4$s) == null) { break; }
          newest = (Support.Request) %3$s.getAcquire(s);
          Support.Request r = Support.Request.oldest(newest, s.taken_%4$s);
          if (%5$s) { break; }
          s.taken_%4$s++;
          %6$sint before = s.masked%1$d;
          switch (r.handler) {
    %7$s      default: break;
          }
          s.masked%1$d = before;
          served(s, r);
        }
    """
        .indent(0)
        .formatted(
            cpu,
            kind.maskable() ? " && s.masked" + cpu + " == 0" : "",
            handle(kind, cpu),
            queue(kind, cpu),
            running(cpu, kind),
            waits.handler(cpu),
            cases);
  }

  private String running(int cpu, ContextKind kind) {
    return servers(cpu, kind).stream()
        .map(c -> "(r.handler == %1$d && s.running%1$d != 0)".formatted(c.index()))
        .collect(Collectors.joining(" || "));
  }

  private static String enter(Context handler) {
    String flag = (handler.kind().nmi() ? "s.nmi" : "s.masked") + handler.cpu();
    String leave = handler.kind().nmi() ? flag + " = 0; " : "";
    return "s.running%1$d = 1; %2$s = 1; context%1$d(s, r.argument); %3$ss.running%1$d = 0;"
        .formatted(handler.index(), flag, leave);
  }
}

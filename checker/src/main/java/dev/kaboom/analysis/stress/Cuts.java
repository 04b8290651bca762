package dev.kaboom.analysis.stress;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Program;
import java.util.ArrayList;
import java.util.List;

/** The places between two steps where a handler can come, numbered through the whole program. */
final class Cuts {
  private final Program program;
  private final List<String> names = new ArrayList<>();

  Cuts(Program program) {
    this.program = program;
  }

  /** Handlers that come to a CPU of their own accord. */
  ImmutableList<Context> handlers(int cpu) {
    return program.contexts().stream()
        .filter(c -> c.cpu() == cpu)
        .filter(c -> c.kind() == ContextKind.IRQ || c.kind() == ContextKind.NMI)
        .collect(ImmutableList.toImmutableList());
  }

  /** Whether the program has any handler that comes of its own accord. */
  boolean exist() {
    return program.contexts().stream()
        .anyMatch(c -> c.kind() == ContextKind.IRQ || c.kind() == ContextKind.NMI);
  }

  /** The call that lets handlers come in before instruction {@code index}; "" if none ever can. */
  String point(Context context, int index) {
    boolean interruptible =
        program.contexts().stream()
            .filter(h -> h.cpu() == context.cpu() && h.kind() != ContextKind.PROCESS)
            .anyMatch(h -> h.index() != context.index() && !context.kind().nmi());
    return interruptible ? call(context.cpu(), context.name() + "." + index) : "";
  }

  /** The same behind the last instruction, or for a CPU that has nothing else to do. */
  String end(int cpu) {
    return handlers(cpu).isEmpty() ? "" : call(cpu, "cpu" + cpu + ".end");
  }

  private String call(int cpu, String name) {
    if (handlers(cpu).isEmpty()) {
      // Who asks for an interrupt says when it comes: there is no place to be held to.
      return "point" + cpu + "(s, -1); ";
    }
    if (!names.contains(name)) {
      names.add(name);
    }
    return "point" + cpu + "(s, " + names.indexOf(name) + "); ";
  }

  /** The names of all cuts, by number: the context and the instruction before which they are. */
  ImmutableList<String> names() {
    return ImmutableList.copyOf(names);
  }
}

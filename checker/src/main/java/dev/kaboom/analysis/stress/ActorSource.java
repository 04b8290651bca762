package dev.kaboom.analysis.stress;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;

/**
 * The actors of a harness: one for each CPU that does something. jcstress leaves out a test that
 * has more actors than the machine has CPUs, so there is a bound: further CPUs run on threads that
 * the last actor hands its state to, and for which it waits.
 */
final class ActorSource {
  private final Form form;
  private final Waits waits;
  private final int max;
  private final List<Integer> cpus = new ArrayList<>();
  private final List<String> steps = new ArrayList<>();

  /**
   * No actors yet.
   *
   * @param max how many there may be
   */
  ActorSource(Form form, Waits waits, int max) {
    this.form = form;
    this.waits = waits;
    this.max = max;
  }

  /** Adds a CPU; {@code code} is what it does, "" for nothing. */
  void add(int cpu, String code) {
    if (!code.isEmpty()) {
      cpus.add(cpu);
      steps.add(code.strip());
    }
  }

  /** How many actors there are. */
  int count() {
    return Math.min(cpus.size(), max);
  }

  /** The CPUs that do something. */
  ImmutableList<Integer> cpus() {
    return ImmutableList.copyOf(cpus);
  }

  private List<Integer> onThreads() {
    return cpus.subList(count(), cpus.size());
  }

  /** The threads of CPUs that are no actors, as fields of the class. */
  String workers() {
    StringBuilder java = new StringBuilder();
    for (int cpu : onThreads()) {
      java.append(
          "  private static final Support.Worker W%1$d = new Support.Worker();\n\n".formatted(cpu));
    }
    return java.toString();
  }

  /** The actors, and the methods of CPUs that are none. */
  String methods() {
    StringBuilder java = new StringBuilder();
    for (int i = 0; i < cpus.size(); i++) {
      StringBuilder start = new StringBuilder();
      StringBuilder join = new StringBuilder();
      if (i == count() - 1) {
        for (int cpu : onThreads()) {
          start.append("    Runnable work%1$d = () -> cpu%1$d(s);\n".formatted(cpu));
          start.append("    W%1$d.start(work%1$d);\n".formatted(cpu));
          join.append("    W%1$d.join(work%1$d);\n".formatted(cpu));
        }
      }
      String head = i < count() ? "  @Actor\n  public void" : "  private static void";
      java.append(head).append(" cpu").append(cpus.get(i)).append("(S s) {\n").append(start);
      java.append(body(cpus.get(i), steps.get(i))).append(join).append("  }\n\n");
    }
    return java.toString();
  }

  private String body(int cpu, String code) {
    String release =
        form == Form.STEPS
            ? "      if (s.mutex == %d) { M.setVolatile(s, 0); }\n".formatted(cpu + 1)
            : "";
    String end = waits.end(cpu);
    return """
        try {
          %2$s
        } catch (Support.Stop stop) {
          s.stop%1$d = stop.reason;
    %3$s    } catch (ArithmeticException division) {
          s.stop%1$d = 1;
    %3$s    }
    """
            .indent(0)
            .formatted(cpu, code, release)
        + (end.isEmpty() ? "" : "    " + end + "\n");
  }
}

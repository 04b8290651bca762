package dev.kaboom.report;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checked;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Program;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.PropertyResult;
import dev.kaboom.verdict.Statistics;
import dev.kaboom.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What an answer rests on: what was explored, what was assumed, and what is not modelled. Each is a
 * paragraph behind its label.
 */
final class Explanation {
  private final CheckResult result;
  private final Program program;
  private final CheckOptions options;
  private final boolean graphs;

  Explanation(Checked check, CheckOptions options) {
    this.result = check.result();
    this.program = result.model().program();
    this.options = options;
    this.graphs = usesGraphs(result);
  }

  private static boolean usesGraphs(CheckResult result) {
    return switch (result.machine()) {
      case LKMM, LKMM_6_1, JVM -> true;
      case SC, TSO -> result.statistics().executions() > 0;
    };
  }

  ImmutableList<String> lines(Palette palette) {
    ViolationText text = new ViolationText(result.model(), palette);
    return ImmutableList.<String>builder()
        .addAll(text.labelled("explored:", explored()))
        .addAll(text.labelled("assumed:", sentences(assumed())))
        .addAll(text.labelled("not modelled:", sentences(notModelled())))
        .build();
  }

  private static String sentences(List<String> sentences) {
    return String.join("; ", sentences) + ".";
  }

  private String explored() {
    Statistics statistics = result.statistics();
    String figures =
        graphs
            ? String.format(Locale.ROOT, "%,d executions", statistics.executions())
            : String.format(
                Locale.ROOT,
                "%,d states, %,d transitions",
                statistics.states(),
                statistics.transitions());
    String what = graphs ? "execution graph that the machine allows" : "interleaving of " + names();
    return extent(what) + " (" + figures + ")." + reduction() + unchecked();
  }

  private String names() {
    return program.contexts().stream().map(Context::title).collect(Collectors.joining(", "));
  }

  private String extent(String what) {
    if (result.verdict() instanceof Verdict.Holds) {
      return "every " + what;
    }
    return result.verdict() instanceof Verdict.Violated
        ? "not necessarily every " + what + ": a violation ends the search early"
        : "not every " + what + ": the search ended early";
  }

  private String reduction() {
    boolean reduced = !graphs && options.reduction() == CheckOptions.Reduction.ON;
    return reduced
        ? " Of interleavings that differ only in the order of independent steps, one is enough;"
            + " --no-reduction looks at all."
        : "";
  }

  /** The properties without an answer. */
  private String unchecked() {
    String names =
        result.properties().stream()
            .filter(property -> !property.verdict().matches("holds|violated"))
            .map(Explanation::named)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : " No answer for: " + names + ".";
  }

  private static String named(PropertyResult property) {
    return property.name().equals(property.kind())
        ? property.kind()
        : property.kind() + " \"" + property.name() + "\"";
  }

  private List<String> assumed() {
    List<String> all = new ArrayList<>();
    all.add(machine());
    all.add(compiler());
    program.contexts().stream()
        .filter(context -> context.kind() != ContextKind.PROCESS)
        .map(Explanation::handler)
        .forEach(all::add);
    if (graphs) {
      all.add(
          "a loop that needs more than %d passes (--unroll) makes the answer inconclusive"
              .formatted(options.unrollMax()));
    }
    return all;
  }

  private String machine() {
    return switch (result.machine()) {
      case SC -> "each access takes effect at once, for all CPUs (sequential consistency)";
      case TSO ->
          "each CPU has a FIFO store buffer (x86-TSO)"
              + (graphs
                  ? ""
                  : ", of %d entries at most (--store-buffer), which entering and leaving a handler"
                          .formatted(options.storeBufferMax())
                      + " drain");
      case LKMM -> "the Linux-kernel memory model as of Linux 6.15";
      case LKMM_6_1 -> "the Linux-kernel memory model as of Linux 6.1";
      case JVM -> "the access modes of Java, for kernel primitives written in Java (docs/jvm.md)";
    };
  }

  private String compiler() {
    if (result.machine() == Machine.JVM) {
      return "what Java's own compilers may reorder is part of that";
    }
    if (result.compiler() == Compiler.SOURCE) {
      return "the compiler emits accesses in source order";
    }
    String window = ", and holds back %d at most (--window)".formatted(options.windowMax());
    return "the compiler may emit accesses in any order that compiler-preserved program order"
        + " allows"
        + (graphs ? "" : window);
  }

  private static String handler(Context context) {
    String unless = context.kind().maskable() ? " while interrupts are enabled" : "";
    String cpu = " of CPU " + context.cpu();
    return switch (context.kind()) {
      case IRQ, NMI ->
          "%s comes at any step%s%s, %s, or never"
              .formatted(context.title(), cpu, unless, times(context.budget()));
      case IPI, SENT_NMI ->
          context.title() + " comes at any step" + cpu + unless + " once another asked for it";
      case PROCESS -> context.title();
    };
  }

  private static String times(int budget) {
    return budget == 1 ? "once" : "up to " + budget + " times";
  }

  private List<String> notModelled() {
    List<String> all = new ArrayList<>();
    all.add("tearing, merging, inventing and eliding of accesses by the compiler");
    all.add("preemption, priorities and time");
    if (result.machine() == Machine.SC || result.machine() == Machine.TSO) {
      all.add("data races and SRCU (lkmm has both)");
    }
    if (result.machine() == Machine.JVM) {
      all.add("data races, SRCU and grace periods (lkmm has them)");
    }
    all.add("what the model leaves out of the code");
    return all;
  }
}

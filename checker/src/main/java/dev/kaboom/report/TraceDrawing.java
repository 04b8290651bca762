package dev.kaboom.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.program.Position;
import dev.kaboom.program.Program;
import dev.kaboom.property.Model;
import dev.kaboom.report.TraceGrid.Row;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Step.Effect;
import dev.kaboom.verdict.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The drawing of a trace that kernel changelogs use: one column a CPU, time downwards.
 *
 * <pre>
 *        CPU 0                            CPU 1
 *        -----                            -----
 *        vmx_vcpu_load_vmcs()
 *   12     r0 = vmcs_a.cpu = 1
 *                                         __loaded_vmcs_clear()
 *   31                                      WRITE_ONCE(vmcs_a.cpu, -1)
 *          &lt;-- NMI
 *            crash()
 *   40         r1 = head.next = &amp;vmcs_a.link
 *          --&gt; resumes
 * </pre>
 *
 * <p>The number on the left is the source line. A function's name stands where the innermost
 * function of a context changes; code that stands in a block of the model itself has none. Handlers
 * are indented below what they interrupt.
 */
final class TraceDrawing {
  private static final String LOOP_TOP = ".-- from here on for ever:";
  private static final String REACHES = " reaches memory";
  private static final String LOOP_BOTTOM = "'-- and again";

  private final Model model;
  private final Trace trace;
  private final Detail detail;
  private final Set<Integer> written = new LinkedHashSet<>();
  private final Map<Integer, String> functions = new LinkedHashMap<>();
  private final Map<Integer, Integer> depths = new LinkedHashMap<>();
  private final List<Row> rows = new ArrayList<>();

  private TraceDrawing(Model model, Trace trace, Detail detail) {
    this.model = model;
    this.trace = trace;
    this.detail = detail;
    for (Step step : trace.steps()) {
      step.effects().stream()
          .filter(effect -> effect.kind() != Effect.Kind.READ)
          .forEach(effect -> written.add(effect.location()));
    }
  }

  /** How much of a trace is drawn. */
  enum Detail {
    /** Every step. */
    EVERYTHING,
    /** All but the plain reads of cells that nobody writes in this trace: they are constants. */
    ESSENTIAL
  }

  /** The drawing of a trace. */
  static TraceDrawing of(Model model, Trace trace, Detail detail) {
    TraceDrawing drawing = new TraceDrawing(model, trace, detail);
    drawing.addRows();
    return drawing;
  }

  /** Short names for the list nodes in it. */
  Aliases aliases() {
    return Aliases.of(model.program(), rows.stream().map(Row::text).toList());
  }

  /** The drawing, one string a line, none wider than {@code width}. */
  ImmutableList<String> lines(Aliases aliases, Palette palette, int width) {
    List<Row> shown = rows.stream().map(row -> row.withText(aliases.in(row.text()))).toList();
    return new TraceGrid(headers(), palette, width).render(shown);
  }

  private Map<Integer, String> headers() {
    ImmutableSortedSet.Builder<Integer> acting = ImmutableSortedSet.naturalOrder();
    trace.steps().forEach(step -> acting.add(step.cpu()));
    Map<Integer, String> headers = new LinkedHashMap<>();
    for (int cpu : acting.build()) {
      headers.put(cpu, header(cpu));
    }
    return headers;
  }

  private String header(int cpu) {
    for (Context context : model.program().contexts()) {
      boolean process = context.cpu() == cpu && context.kind() == ContextKind.PROCESS;
      if (process && model.dialect() == Model.Dialect.LITMUS) {
        return context.title();
      }
    }
    return "CPU " + cpu;
  }

  private void addRows() {
    int hidden = 0;
    for (int i = 0; i < trace.steps().size(); i++) {
      if (i == trace.loopStart()) {
        rows.add(Row.across(LOOP_TOP));
      }
      boolean last = i == trace.steps().size() - 1;
      if (detail == Detail.ESSENTIAL && !last && readsConstants(trace.steps().get(i))) {
        hidden++;
      } else {
        addStep(trace.steps().get(i));
      }
    }
    if (trace.loopStart() >= 0) {
      rows.add(Row.across(LOOP_BOTTOM));
    }
    if (hidden > 0) {
      String reads = hidden == 1 ? "1 plain read" : hidden + " plain reads";
      rows.add(Row.across("(" + reads + " of what nobody writes left out)"));
    }
  }

  /** Whether a step does nothing but read, unmarked, usable values that stay as they are. */
  private boolean readsConstants(Step step) {
    return trace.loopStart() < 0
        && step.kind() == Step.Kind.INSTRUCTION
        && !step.effects().isEmpty()
        && step.action().indexOf('(') < 0
        && step.effects().stream().allMatch(this::isConstant);
  }

  private boolean isConstant(Effect effect) {
    Location cell = model.program().memory().locations().get(effect.location());
    boolean usable =
        !cell.pointer()
            || (effect.value() != 0
                && effect.value() != Memory.LIST_POISON1
                && effect.value() != Memory.LIST_POISON2);
    return effect.kind() == Effect.Kind.READ && usable && !written.contains(effect.location());
  }

  private void addStep(Step step) {
    int cpu = step.cpu();
    switch (step.kind()) {
      case FLUSH -> rows.add(new Row(cpu, 0, 0, "[flush] " + flushed(step), Row.Style.FLUSH));
      case ENTER -> {
        leaveTo(cpu, Math.max(0, step.depth() - 1));
        depths.put(cpu, step.depth());
        functions.remove(step.context());
        int indent = step.depth() == 0 ? 0 : indent(step.depth() - 1) + 2;
        rows.add(new Row(cpu, indent, 0, "<-- " + arrival(step), Row.Style.HANDLER));
      }
      case INSTRUCTION -> addAction(step, tail(step, ""));
      case PERFORM -> addAction(step, "[late] " + tail(step, "late"));
      case SPECULATE -> addAction(step, "[guess] " + tail(step, "guess"));
    }
  }

  /** What reaches memory. */
  private static String flushed(Step step) {
    String action = tail(step, "flush");
    return action.endsWith(REACHES)
        ? action.substring(0, action.length() - REACHES.length())
        : action;
  }

  /** The action without a mark of its own; where it has no words, those of the source. */
  private static String tail(Step step, String mark) {
    String prefix = "[" + mark + "] ";
    String action = step.action().isEmpty() ? step.at().text() : step.action();
    return action.startsWith(prefix) ? action.substring(prefix.length()) : action;
  }

  private void addAction(Step step, String text) {
    int cpu = step.cpu();
    leaveTo(cpu, step.depth());
    String function = step.at().function();
    boolean named = namesFunction(function);
    int base = indent(step.depth());
    String before = functions.put(step.context(), function);
    if (named && !function.equals(before)) {
      rows.add(Row.function(cpu, base, function + "()", elsewhere(step.at())));
    }
    int line = step.at().line();
    rows.add(new Row(cpu, named ? base + 2 : base, line, text, Row.Style.ACTION));
  }

  /** The file's name, if it is not the model's own. */
  private String elsewhere(Position at) {
    String file = at.file();
    return file.equals(model.program().file()) ? "" : file.substring(file.lastIndexOf('/') + 1);
  }

  private void leaveTo(int cpu, int depth) {
    int from = depths.getOrDefault(cpu, 0);
    if (from > depth) {
      rows.add(new Row(cpu, indent(depth) + 2, 0, "--> resumes", Row.Style.HANDLER));
    }
    depths.put(cpu, depth);
  }

  private static int indent(int depth) {
    return 4 * depth;
  }

  /** Whether it is a function, not a block of the model such as {@code CPU(0)} or {@code P0}. */
  private boolean namesFunction(String function) {
    return !function.isEmpty()
        && function.indexOf('(') < 0
        && model.program().contexts().stream().noneMatch(c -> c.title().equals(function));
  }

  private String arrival(Step step) {
    return arrival(model.program(), step);
  }

  /** {@code NMI}, {@code IRQ}, or for a requested one {@code IPI flush()}. */
  static String arrival(Program program, Step step) {
    Context context = program.contexts().get(step.context());
    String routine = context.name().substring(context.name().indexOf('.') + 1);
    return switch (context.kind()) {
      case NMI -> "NMI";
      case IRQ -> "IRQ";
      case IPI -> "IPI " + routine + "()";
      case SENT_NMI -> "NMI " + routine + "()";
      case PROCESS -> context.title();
    };
  }
}

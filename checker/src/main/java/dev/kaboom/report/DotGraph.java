package dev.kaboom.report;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Location;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.ExecutionPicture;
import dev.kaboom.verdict.ExecutionPicture.CycleEdge;
import dev.kaboom.verdict.ExecutionPicture.Edge;
import dev.kaboom.verdict.ExecutionPicture.Kind;
import dev.kaboom.verdict.ExecutionPicture.Standing;
import dev.kaboom.verdict.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One execution graph as a digraph: a cluster for each CPU with its events from top to bottom, in
 * it one for each coming of a handler, a dotted node for each initial write that something depends
 * on, and each relation in a colour of its own. Edges of the cycle are bold; those that the machine
 * does not keep are red and dashed.
 */
final class DotGraph {
  private final Model model;
  private final ExecutionPicture picture;
  private final List<String> lines = new ArrayList<>();

  DotGraph(Model model, ExecutionPicture picture) {
    this.model = model;
    this.picture = picture;
  }

  /** The digraph. */
  ImmutableList<String> lines(String title) {
    lines.clear();
    lines.add("digraph " + quoted(title) + " {");
    String shown = picture.title().isEmpty() ? title : title + "\n" + picture.title();
    lines.add("  label=" + quoted(shown) + "; labelloc=t; rankdir=TB;");
    lines.add("  node [shape=box, fontname=\"monospace\"]; edge [fontname=\"monospace\"];");
    addClusters();
    addInitialWrites();
    Map<Edge, CycleEdge> cycle = new LinkedHashMap<>();
    picture.cycle().forEach(link -> cycle.put(link.edge(), link));
    Set<Edge> all = new LinkedHashSet<>(picture.edges());
    all.addAll(cycle.keySet());
    for (Edge edge : all) {
      CycleEdge link = cycle.get(edge);
      lines.add(
          "  " + name(edge.from(), edge) + " -> " + name(edge.to(), edge) + style(edge, link));
    }
    lines.add("}");
    return ImmutableList.copyOf(lines);
  }

  private void addClusters() {
    Map<Integer, List<Integer>> byCpu = new LinkedHashMap<>();
    for (int i = 0; i < picture.trace().steps().size(); i++) {
      Step step = picture.trace().steps().get(i);
      byCpu.computeIfAbsent(step.cpu(), cpu -> new ArrayList<>()).add(i);
    }
    byCpu.forEach(
        (cpu, steps) -> {
          lines.add("  subgraph cluster_" + cpu + " {");
          lines.add("    label=" + quoted(header(cpu)) + "; style=dotted;");
          addSteps(cpu, steps);
          lines.add("  }");
        });
  }

  /** What a handler does stands in a cluster inside that of what it interrupts. */
  private void addSteps(int cpu, List<Integer> steps) {
    int depth = 0;
    for (int index : steps) {
      Step step = picture.trace().steps().get(index);
      boolean enters = step.kind() == Step.Kind.ENTER;
      int wanted = enters ? step.depth() - 1 : step.depth();
      for (; depth > wanted; depth--) {
        lines.add("  ".repeat(depth + 1) + "}");
      }
      if (enters) {
        depth++;
        lines.add("  ".repeat(depth + 1) + "subgraph cluster_" + cpu + "_" + index + " {");
        lines.add("  ".repeat(depth + 2) + "label=\"\"; style=dashed;");
      }
      lines.add("  ".repeat(depth + 2) + "e" + index + " [" + node(index) + "];");
    }
    for (; depth > 0; depth--) {
      lines.add("  ".repeat(depth + 1) + "}");
    }
  }

  private String header(int cpu) {
    return model.program().contexts().stream()
        .filter(context -> context.cpu() == cpu && context.kind() == ContextKind.PROCESS)
        .filter(context -> model.dialect() == Model.Dialect.LITMUS)
        .map(Context::title)
        .findFirst()
        .orElse("CPU " + cpu);
  }

  private String node(int index) {
    Step step = picture.trace().steps().get(index);
    if (step.kind() == Step.Kind.ENTER) {
      String arrival = "<-- " + TraceDrawing.arrival(model.program(), step);
      return "label=" + quoted(arrival) + ", shape=plaintext";
    }
    String line = step.at().line() == 0 ? "" : step.at().line() + ": ";
    String handler = step.depth() > 0 ? ", peripheries=2" : "";
    return "label=" + quoted(line + step.action()) + handler;
  }

  private void addInitialWrites() {
    Set<Integer> cells = new LinkedHashSet<>();
    picture.edges().stream().filter(edge -> edge.from() < 0).forEach(e -> cells.add(e.location()));
    for (int cell : cells) {
      Location location = model.program().memory().locations().get(cell);
      long value = picture.trace().initialMemory().get(cell);
      String text =
          location.name() + " = " + model.program().memory().describe(value, location.pointer());
      lines.add("  i" + cell + " [label=" + quoted(text) + ", style=dotted];");
    }
  }

  private static String name(int step, Edge edge) {
    return step < 0 ? "i" + edge.location() : "e" + step;
  }

  private static String style(Edge edge, @Nullable CycleEdge link) {
    String label = edge.kind().label();
    boolean relaxed = link != null && link.standing() != Standing.KEPT;
    String colour = relaxed ? "red" : colour(edge.kind());
    String text = link == null || link.note().isEmpty() ? label : label + "\n" + link.note();
    return " [label="
        + quoted(text)
        + ", color="
        + colour
        + ", fontcolor="
        + colour
        + (link == null ? "" : ", penwidth=3")
        + (relaxed ? ", style=dashed" : "")
        + (edge.kind() == Kind.PO ? "" : ", constraint=false")
        + "];";
  }

  private static String colour(Kind kind) {
    return switch (kind) {
      case PO -> "gray40";
      case RF -> "forestgreen";
      case CO -> "blue";
      case FR -> "darkorange";
    };
  }

  /** A quoted string of the language, in which a line break is {@code \n}. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> quoted.append("\\n");
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        default -> quoted.append(Character.isISOControl(c) ? ' ' : c);
      }
    }
    return quoted.append('"').toString();
  }

  /** The text without line breaks, which would end a comment. */
  static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}

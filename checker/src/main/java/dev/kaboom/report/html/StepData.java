package dev.kaboom.report.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.Step;
import java.util.List;
import java.util.Locale;

/** Steps as the page has them. */
final class StepData {
  private final Story story;
  private final SourceData sources;

  StepData(Story story, SourceData sources) {
    this.story = story;
    this.sources = sources;
  }

  void put(ArrayNode array, List<Step> steps) {
    steps.forEach(step -> put(array.addObject(), step));
  }

  /** One step. */
  void put(ObjectNode node, Step step) {
    node.put("kind", step.kind().name().toLowerCase(Locale.ROOT));
    node.put("context", step.context());
    node.put("cpu", step.cpu());
    node.put("depth", step.depth());
    node.put("action", action(step));
    node.put("function", function(step.at().function()));
    node.put("file", sources.number(story.file(), step.at()));
    node.put("line", step.at().line());
    ArrayNode effects = node.putArray("effects");
    Memory memory = story.model().program().memory();
    for (Step.Effect effect : step.effects()) {
      Location cell = memory.locations().get(effect.location());
      ObjectNode entry = effects.addObject();
      entry.put("cell", effect.location());
      entry.put("kind", effect.kind().name().toLowerCase(Locale.ROOT));
      entry.put("value", name(memory.describe(effect.value(), cell.pointer())));
    }
  }

  private String action(Step step) {
    if (step.kind() == Step.Kind.ENTER) {
      return arrival(story.model().program().contexts().get(step.context()));
    }
    return name(step.action().isEmpty() ? step.at().text() : step.action());
  }

  private static String arrival(Context context) {
    String routine = context.name().substring(context.name().indexOf('.') + 1);
    return switch (context.kind()) {
      case NMI -> "NMI";
      case IRQ -> "IRQ";
      case IPI -> "IPI " + routine + "()";
      case SENT_NMI -> "NMI " + routine + "()";
      case PROCESS -> context.title();
    };
  }

  /** A function's name; "" for a block of the model such as {@code CPU(0)}. */
  private String function(String function) {
    boolean block =
        function.indexOf('(') >= 0
            || story.model().program().contexts().stream()
                .anyMatch(context -> context.title().equals(function));
    return block || function.isEmpty() ? "" : function + "()";
  }

  /** The heading of a CPU's column: in a litmus test the process has a name of its own. */
  static String heading(Model model, int cpu) {
    return model.program().contexts().stream()
        .filter(context -> context.cpu() == cpu && context.kind() == ContextKind.PROCESS)
        .filter(context -> model.dialect() == Model.Dialect.LITMUS)
        .map(Context::title)
        .findFirst()
        .orElse("CPU " + cpu);
  }

  String name(String text) {
    return story.names().apply(text);
  }
}

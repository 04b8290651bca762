package dev.kaboom.check;

import dev.kaboom.program.Context;
import dev.kaboom.program.Position;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.Step;

/** Names for the steps of a trace within a sentence. */
final class Phrases {
  private static final int SOURCE_MAX = 100;

  private final Model model;

  Phrases(Model model) {
    this.model = model;
  }

  /** {@code `WRITE_ONCE(prev->next, new)` (__list_add(), list.h:73)}. */
  String statement(Step step) {
    return statement(step, step);
  }

  /**
   * The same, in words that tell the step from {@code other}: in the source's words if these
   * differ, else in the trace's, which name the values.
   */
  String statement(Step step, Step other) {
    String source = source(step.at());
    boolean ambiguous = source.equals(source(other.at())) && !step.equals(other);
    boolean own = !source.isEmpty() && source.length() <= SOURCE_MAX && !ambiguous;
    String words = own || step.action().isEmpty() ? shortened(source) : step.action();
    return (words.isEmpty() ? "a step" : "`" + words + "`") + place(step.at());
  }

  /** A line that is too long is cut; one that the next line continues says so. */
  private static String shortened(String source) {
    if (source.length() > SOURCE_MAX) {
      return source.substring(0, SOURCE_MAX - 3) + "...";
    }
    return source.endsWith(",") || source.endsWith("(") ? source + " ..." : source;
  }

  /** {@code NMI}, {@code IRQ}, or {@code IPI flush()}. */
  String handler(Step enter) {
    Context context = model.program().contexts().get(enter.context());
    String routine = context.name().substring(context.name().indexOf('.') + 1);
    return switch (context.kind()) {
      case NMI -> "NMI";
      case IRQ -> "IRQ";
      case IPI -> "IPI " + routine + "()";
      case SENT_NMI -> "NMI " + routine + "()";
      case PROCESS -> context.title();
    };
  }

  /** {@code CPU 0}, or for a litmus test {@code P0}; a handler is named with its CPU. */
  String actor(Step step) {
    Context context = model.program().contexts().get(step.context());
    return switch (context.kind()) {
      case PROCESS ->
          model.dialect() == Model.Dialect.LITMUS ? context.title() : "CPU " + step.cpu();
      case NMI, IRQ, IPI, SENT_NMI -> handler(step) + " on CPU " + step.cpu();
    };
  }

  /** Whether it is a function, not a block of the model such as {@code CPU(0)} or {@code P0}. */
  private boolean namesFunction(String function) {
    return !function.isEmpty()
        && function.indexOf('(') < 0
        && model.program().contexts().stream().noneMatch(c -> c.title().equals(function));
  }

  private static String source(Position at) {
    String text = at.text().strip();
    return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
  }

  /** {@code (list_add(), list.h:40)}, with the space before it; "" for no place. */
  String place(Position at) {
    if (at.line() == 0) {
      return "";
    }
    String function = namesFunction(at.function()) ? at.function() + "(), " : "";
    String file = at.file().substring(at.file().lastIndexOf('/') + 1);
    return " (" + function + file + ":" + at.line() + ")";
  }
}

package dev.kaboom.interleave;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.kaboom.verdict.Schedule;

/** The labels of docs/semantics.md for the label numbers that a machine gives to transitions. */
public final class LabelNames {
  private final CompiledProgram code;
  private final Labels labels;

  LabelNames(CompiledProgram code, Labels labels) {
    this.code = code;
    this.labels = labels;
  }

  /** The text of one label; it needs no state. */
  public String name(int label) {
    if (Labels.kind(label) == Labels.ENTER) {
      return code.program.contexts().get(Labels.payload(label)).name();
    }
    int cpu = labels.cpu(label);
    return switch (Labels.kind(label)) {
      case Labels.PERFORM -> "cpu" + cpu + "!" + Labels.entry(label);
      case Labels.GUESS_TRUE -> "cpu" + cpu + "?1";
      case Labels.GUESS_FALSE -> "cpu" + cpu + "?0";
      case Labels.CHOOSE -> "cpu" + cpu + "=" + labels.chosen(label);
      case Labels.FLUSH -> "flush" + cpu;
      default -> "cpu" + cpu;
    };
  }

  /** The schedule of a path, from its labels without that of the initial state. */
  public Schedule schedule(ImmutableIntArray path) {
    return new Schedule(
        path.stream().mapToObj(this::name).collect(ImmutableList.toImmutableList()));
  }
}

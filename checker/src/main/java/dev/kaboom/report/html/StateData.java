package dev.kaboom.report.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import dev.kaboom.interleave.replay.Snapshot;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.program.Position;
import dev.kaboom.verdict.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The states of a trace: the first one's memory whole, of the others what has changed. */
final class StateData {
  private final Story story;
  private final StepData steps;
  private final SourceData sources;
  private final Memory memory;
  private final ListChains chains;

  StateData(Story story, StepData steps, SourceData sources, ListChains chains) {
    this.story = story;
    this.steps = steps;
    this.sources = sources;
    this.memory = story.model().program().memory();
    this.chains = chains;
  }

  /** The cells; those that the trace touches are shown at first. */
  void putCells(ArrayNode array) {
    Set<Integer> touched = new LinkedHashSet<>();
    for (Step step : story.trace().steps()) {
      step.effects().forEach(effect -> touched.add(effect.location()));
    }
    for (Location cell : memory.locations()) {
      ObjectNode node = array.addObject();
      node.put("name", steps.name(cell.name()));
      node.put("touched", touched.contains(cell.index()));
    }
  }

  void put(ArrayNode array, ImmutableList<Snapshot> states) {
    List<Long> before = null;
    for (Snapshot state : states) {
      ObjectNode node = array.addObject();
      ArrayNode changes = node.putArray("memory");
      for (int cell = 0; cell < state.memory().size(); cell++) {
        if (before == null || !state.memory().get(cell).equals(before.get(cell))) {
          changes.addObject().put("cell", cell).put("value", value(cell, state.memory().get(cell)));
        }
      }
      if (before == null || !before.equals(state.memory())) {
        chains.put(node.putArray("lists"), state.memory());
      }
      ArrayNode cpus = node.putArray("cpus");
      state.cpus().forEach(cpu -> put(cpus.addObject(), cpu));
      before = state.memory();
    }
  }

  private void put(ObjectNode node, Snapshot.Cpu cpu) {
    node.put("masked", cpu.masked());
    node.put("halted", cpu.halted());
    ArrayNode buffer = node.putArray("buffer");
    for (Snapshot.Buffered store : cpu.buffer()) {
      String name = steps.name(memory.locations().get(store.location()).name());
      buffer.add(name + " = " + value(store.location(), store.value()));
    }
    ArrayNode held = node.putArray("held");
    for (Position at : cpu.held()) {
      ObjectNode entry = held.addObject();
      entry.put("file", sources.number(story.file(), at));
      entry.put("line", at.line());
      entry.put("text", at.text());
    }
  }

  private String value(int cell, long value) {
    return steps.name(memory.describe(value, memory.locations().get(cell).pointer()));
  }
}

package dev.kaboom.interleave.replay;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Position;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Step.Effect;
import java.util.ArrayList;
import java.util.List;

/** Collects what a transition does, for the trace. */
final class StepLog {
  private final String label;
  private final List<Effect> effects = new ArrayList<>();
  private final List<String> actions = new ArrayList<>();
  private Step.Kind kind = Step.Kind.INSTRUCTION;
  private Position at = Position.NONE;
  private int context;
  private int cpu;
  private int depth;

  StepLog(String label) {
    this.label = label;
  }

  /** Who acts, and where it stands; asked for before the action. */
  void actor(int newContext, int newCpu, int newDepth) {
    context = newContext;
    cpu = newCpu;
    depth = newDepth;
  }

  void kind(Step.Kind newKind) {
    kind = newKind;
  }

  /** The source of the visible instruction. */
  void at(Position position) {
    at = position;
  }

  void effect(int cell, Effect.Kind effect, long value) {
    effects.add(new Effect(cell, effect, value));
  }

  /** Another thing that the step does. */
  void action(String text) {
    actions.add(text);
  }

  /** The parts of an indivisible step become one action. */
  void joinActions(String before, String after) {
    String joined = before + String.join("; ", actions) + after;
    actions.clear();
    actions.add(joined);
  }

  Step step() {
    String action = String.join("; ", actions);
    return new Step(label, kind, context, cpu, depth, at, action, ImmutableList.copyOf(effects));
  }
}

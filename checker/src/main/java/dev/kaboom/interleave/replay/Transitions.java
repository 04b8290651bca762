package dev.kaboom.interleave.replay;

import com.google.common.collect.ImmutableList;
import dev.kaboom.interleave.replay.CpuState.BufferedStore;
import dev.kaboom.interleave.replay.Interruption.Blocked;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Instruction;
import dev.kaboom.verdict.Step;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The transitions of the page by their labels. */
record Transitions(Rules rules) {
  /** A {@code nondet()} with more values than that is not listed in full. */
  static final int VALUES_LISTED = 1 << 16;

  private static final Pattern OWN =
      Pattern.compile("cpu([0-9]{1,6})(?:!([0-9]{1,6})|\\?([01])|=(-?[0-9]{1,19}))?");
  private static final Pattern FLUSH = Pattern.compile("flush([0-9]{1,6})");

  /** Labels in the page's order, those of all transitions among them, and others. */
  ImmutableList<String> candidates(World world) {
    ImmutableList.Builder<String> labels = ImmutableList.builder();
    for (int cpu = 0; cpu < world.cpus.size(); cpu++) {
      int number = cpu;
      world.running(cpu).ifPresent(context -> own(context, "cpu" + number, labels));
      labels.add("flush" + cpu);
      for (Context context : rules.program().contexts()) {
        if (context.cpu() == cpu && context.kind() != ContextKind.PROCESS) {
          labels.add(context.name());
        }
      }
    }
    return labels.build();
  }

  private void own(ContextState context, String name, ImmutableList.Builder<String> labels) {
    labels.add(name);
    for (int place = 1; place < context.window.size(); place++) {
      labels.add(name + "!" + place);
    }
    if (next(context).orElse(null) instanceof Instruction.Nondet nondet) {
      long count = 0;
      for (long v = nondet.low(); v <= nondet.high() && count < VALUES_LISTED; v++, count++) {
        labels.add(name + "=" + v);
        if (v == Long.MAX_VALUE) {
          break;
        }
      }
    }
    labels.add(name + "?1").add(name + "?0");
  }

  /**
   * Takes a transition.
   *
   * @param world is changed, also if the transition turns out not to be enabled
   * @throws Interruption if there is no state after it
   */
  void take(World world, String label, StepLog log) {
    Matcher own = OWN.matcher(label);
    Matcher flush = FLUSH.matcher(label);
    if (own.matches()) {
      step(world, cpu(world, own.group(1)), own, log);
    } else if (flush.matches()) {
      flush(world, cpu(world, flush.group(1)), log);
    } else {
      new Delivery(rules, world, log).enter(handler(world, label));
    }
  }

  private static int cpu(World world, String digits) {
    int cpu = Integer.parseInt(digits);
    if (cpu >= world.cpus.size()) {
      throw new Blocked("there is no CPU " + cpu);
    }
    return cpu;
  }

  private static ContextState handler(World world, String name) {
    for (ContextState context : world.contexts) {
      if (context.context.name().equals(name)) {
        return context;
      }
    }
    throw new Blocked("nothing has that name");
  }

  private void flush(World world, int cpu, StepLog log) {
    CpuState state = world.cpus.get(cpu);
    if (state.buffer.isEmpty()) {
      throw new Blocked("the store buffer is empty");
    }
    log.kind(Step.Kind.FLUSH);
    log.actor(someContext(cpu), cpu, 0);
    BufferedStore store = new MemoryAccess(rules, world, state, log).flush();
    ActionText text = new ActionText(rules.program().memory(), rules.program().init());
    String value = text.value(store.cell(), store.value());
    log.action(text.name(store.cell()) + " = " + value + " reaches memory");
  }

  /** The process context of a CPU or, where it has none, any context of it. */
  private int someContext(int cpu) {
    int found = 0;
    for (Context context : rules.program().contexts().reverse()) {
      found = context.cpu() == cpu ? context.index() : found;
    }
    for (Context context : rules.program().contexts()) {
      boolean process = context.cpu() == cpu && context.kind() == ContextKind.PROCESS;
      found = process ? context.index() : found;
    }
    return found;
  }

  private void step(World world, int cpu, Matcher label, StepLog log) {
    ContextState context =
        world.running(cpu).orElseThrow(() -> new Blocked("nothing runs on that CPU"));
    log.actor(context.context.index(), cpu, world.depth(cpu));
    if (label.group(4) != null) {
      choose(world, context, label.group(4), log);
    } else if (label.group(3) != null) {
      guess(world, context, label.group(3).equals("1"), log);
    } else if (label.group(2) != null && label.group(2).equals("0")) {
      throw new Blocked("the oldest entry is written cpu" + cpu);
    } else if (label.group(2) != null || !context.window.isEmpty()) {
      int place = label.group(2) == null ? 0 : Integer.parseInt(label.group(2));
      new Window(rules, world, context, log).perform(place);
    } else {
      execute(world, context, log);
    }
    new Advance(rules, world, log).run(context);
  }

  private void execute(World world, ContextState context, StepLog log) {
    Instruction instruction =
        next(context).orElseThrow(() -> new Blocked("its code is at its end"));
    log.at(instruction.at());
    if (instruction instanceof Instruction.AtomicBegin) {
      new AtomicBlock(rules, world, context, log).run();
      return;
    }
    if (rules.reordered() && Sort.of(instruction, rules) == Sort.SILENT) {
      throw new Blocked("a branch must be guessed");
    }
    context.next++;
    instruction.accept(new Execution(rules, world, context, log));
  }

  private void choose(World world, ContextState context, String digits, StepLog log) {
    if (!(next(context).orElse(null) instanceof Instruction.Nondet nondet)) {
      throw new Blocked("there is no nondet() next");
    }
    long value;
    try {
      value = Long.parseLong(digits);
    } catch (NumberFormatException error) {
      throw new Blocked("the value is too large");
    }
    log.at(nondet.at());
    context.next++;
    new Execution(rules, world, context, log).nondet(nondet, value);
  }

  private void guess(World world, ContextState context, boolean taken, StepLog log) {
    Issue issue = new Issue(rules, world, context, log);
    if (!(next(context).orElse(null) instanceof Instruction.Branch branch)
        || !rules.reordered()
        || !issue.mayGuess(branch)) {
      throw new Blocked("there is no branch to guess");
    }
    if (!issue.guess(branch, taken)) {
      throw new Blocked("the window is full");
    }
    log.at(branch.at());
    log.kind(Step.Kind.SPECULATE);
    log.action(taken ? "guess: the branch is taken" : "guess: the branch is not taken");
  }

  private static Optional<Instruction> next(ContextState context) {
    return context.atEnd()
        ? Optional.empty()
        : Optional.of(context.context.code().instructions().get(context.next));
  }
}

package dev.kaboom.interleave.replay;

import dev.kaboom.interleave.replay.ContextState.Status;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Location;
import dev.kaboom.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A state of the machine: memory, CPUs, contexts. */
final class World {
  final Program program;
  final List<Long> memory = new ArrayList<>();
  final List<CpuState> cpus = new ArrayList<>();
  final List<ContextState> contexts = new ArrayList<>();

  /** A bound of the machine has kept something from happening on the way here. */
  boolean boundReached;

  private World(Program program) {
    this.program = program;
  }

  /** Before INIT: the cells' initial values, process contexts at their beginning. */
  static World initial(Program program) {
    World world = new World(program);
    for (Location location : program.memory().locations()) {
      world.memory.add(location.type().wrap(location.initial()));
    }
    for (int cpu = 0; cpu < program.cpuCount(); cpu++) {
      world.cpus.add(new CpuState());
    }
    for (Context context : program.contexts()) {
      ContextState state = new ContextState(context);
      world.contexts.add(state);
      if (context.kind() == ContextKind.PROCESS) {
        world.cpus.get(context.cpu()).stack.add(context.index());
        state.start();
      }
    }
    return world;
  }

  World copy() {
    World copy = new World(program);
    copy.memory.addAll(memory);
    cpus.forEach(cpu -> copy.cpus.add(cpu.copy()));
    contexts.forEach(context -> copy.contexts.add(context.copy()));
    copy.boundReached = boundReached;
    return copy;
  }

  /** The context that runs on a CPU, if any. */
  Optional<ContextState> running(int cpu) {
    CpuState state = cpus.get(cpu);
    if (state.halted || state.stack.isEmpty()) {
      return Optional.empty();
    }
    ContextState top = contexts.get(state.stack.get(state.stack.size() - 1));
    return top.status == Status.RUNNING ? Optional.of(top) : Optional.empty();
  }

  /** Whether an NMI is active on a CPU. */
  boolean inNmi(int cpu) {
    return cpus.get(cpu).stack.stream().anyMatch(i -> contexts.get(i).context.kind().nmi());
  }

  /** The number of handlers among the active contexts of a CPU. */
  int depth(int cpu) {
    return (int)
        cpus.get(cpu).stack.stream()
            .filter(i -> contexts.get(i).context.kind() != ContextKind.PROCESS)
            .count();
  }

  /** Final in the sense of the page, but for the rule about halted CPUs. */
  boolean everyCpuIsDone() {
    for (CpuState cpu : cpus) {
      boolean done = cpu.halted || cpu.stack.isEmpty() || atFinishedProcess(cpu);
      boolean waits = !cpu.halted && (!cpu.nmis.isEmpty() || (!cpu.masked && !cpu.ipis.isEmpty()));
      if (!done || waits || !cpu.buffer.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  boolean someCpuHasHalted() {
    return cpus.stream().anyMatch(cpu -> cpu.halted);
  }

  private boolean atFinishedProcess(CpuState cpu) {
    return contexts.get(cpu.stack.get(cpu.stack.size() - 1)).status == Status.FINISHED;
  }
}

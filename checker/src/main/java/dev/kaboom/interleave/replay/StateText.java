package dev.kaboom.interleave.replay;

import dev.kaboom.program.Observable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a state as a text that is equal for equal states only. */
final class StateText {
  private final World world;
  private final Iterable<Observable> observables;
  private final StringBuilder text = new StringBuilder();

  private StateText(World world, Iterable<Observable> observables) {
    this.world = world;
    this.observables = observables;
  }

  /** The text; of registers after the end, only those that are observed count. */
  static String of(World world, Iterable<Observable> observables) {
    StateText text = new StateText(world, observables);
    text.write();
    return text.text.toString();
  }

  private void write() {
    text.append(world.memory);
    for (CpuState cpu : world.cpus) {
      text.append("\ncpu ").append(cpu.stack).append(cpu.masked ? " masked" : "");
      text.append(cpu.halted ? " halted" : "").append(cpu.buffer);
      text.append(cpu.ipis).append(cpu.nmis);
    }
    world.contexts.forEach(this::write);
    for (Observable observable : observables) {
      if (observable instanceof Observable.OfRegister of) {
        text.append('\n').append(world.contexts.get(of.context()).results.get(of.register()));
      }
    }
  }

  private void write(ContextState context) {
    Map<Integer, Integer> places = places(context.window);
    text.append('\n').append(context.status).append(' ').append(context.next);
    text.append(" budget ").append(context.budget).append(" rcu ").append(context.rcuDepth);
    text.append(context.synchronizing).append(context.awaitedReaders);
    text.append(context.requestPending).append(context.maskedBefore).append(context.requester);
    context.registers.forEach(operand -> write(operand, places));
    writeArms(context.joins.keySet(), places);
    for (WindowEntry entry : context.window) {
      text.append(" [").append(entry.index).append(' ');
      text.append(entry.guess).append(entry.performed);
      writeArms(entry.controllers, places);
      entry.operands.forEach(
          (register, operand) -> {
            text.append(register).append(':');
            write(operand, places);
          });
      text.append(']');
    }
  }

  private void writeArms(Collection<Integer> branches, Map<Integer, Integer> places) {
    text.append(" in");
    branches.stream().filter(places::containsKey).map(places::get).forEach(text::append);
  }

  private void write(Operand operand, Map<Integer, Integer> places) {
    boolean known = operand.known();
    text.append(known ? " " : " from ");
    text.append(known ? operand.value() : places.getOrDefault(operand.producer(), -1));
  }

  private static Map<Integer, Integer> places(List<WindowEntry> window) {
    Map<Integer, Integer> places = new TreeMap<>();
    for (WindowEntry entry : window) {
      places.put(entry.number, places.size());
    }
    return places;
  }
}

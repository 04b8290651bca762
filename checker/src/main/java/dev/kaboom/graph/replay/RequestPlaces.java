package dev.kaboom.graph.replay;

import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Program;

/**
 * The cells behind memory through which requests between CPUs run ({@link
 * dev.kaboom.graph.Execution}).
 *
 * @param first number of the first of them
 * @param words how many contexts there are; 0 when nobody sends anything
 */
record RequestPlaces(int first, int cpus, int words) {
  static RequestPlaces of(Program program) {
    boolean sends =
        program.contexts().stream()
            .flatMap(context -> context.code().instructions().stream())
            .anyMatch(Instruction.Send.class::isInstance);
    return new RequestPlaces(
        program.memory().locations().size(),
        program.cpuCount(),
        sends ? program.contexts().size() : 0);
  }

  int count() {
    return words == 0 ? 0 : 2 * cpus + words;
  }

  boolean any() {
    return words > 0;
  }

  int queue(ContextKind kind, int cpu) {
    return first + (kind == ContextKind.IPI ? cpu : cpus + cpu);
  }

  boolean isQueue(int cell) {
    return cell >= first && cell < first + 2 * cpus;
  }

  /** The word that tells a context that its request was served. */
  int served(int context) {
    return first + 2 * cpus + context;
  }
}

package dev.kaboom.memory;

import dev.kaboom.graph.Axioms;
import dev.kaboom.program.Machine;

/**
 * A memory model by its axioms.
 *
 * <p>Models are stateless; one object may serve any number of explorations.
 */
public interface MemoryModel extends Axioms {
  /** The machine that the model describes. */
  Machine machine();

  /** The model of a machine. */
  static MemoryModel of(Machine machine) {
    return switch (machine) {
      case SC -> new Sc();
      case TSO -> new Tso();
      case LKMM -> new Lkmm();
      case LKMM_6_1 -> new Lkmm61();
    };
  }
}

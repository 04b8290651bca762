package dev.kaboom.memory;

import dev.kaboom.graph.Axioms;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;

/**
 * A memory model by its axioms.
 *
 * <p>One object serves any number of graphs, one after the other; {@link #fork} gives another
 * thread its own.
 */
public interface MemoryModel extends Axioms {
  /** The machine that the model describes. */
  Machine machine();

  /** The model of a machine, with accesses in source order. */
  static MemoryModel of(Machine machine) {
    return of(machine, Compiler.SOURCE);
  }

  /** The model of a machine that runs what a compiler makes of the source. */
  static MemoryModel of(Machine machine, Compiler compiler) {
    return switch (machine) {
      case SC -> new Sc(compiler);
      case TSO -> new Tso();
      case LKMM -> new Lkmm();
      case LKMM_6_1 -> new Lkmm61();
      case JVM -> new Jvm();
    };
  }
}

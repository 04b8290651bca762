package dev.kaboom.analysis.stress;

import dev.kaboom.program.Machine;

/** How a program is written in Java, and the machine whose answers are compared with its runs. */
enum Form {
  /** Each primitive as {@code program.JavaModes} has it; judged by the machine {@code jvm}. */
  MODES(Machine.JVM),
  /**
   * Each step under one mutex, so that a run is an interleaving; judged by the machine {@code sc}.
   * It is for what {@code jvm} refuses or cannot decide.
   */
  STEPS(Machine.SC),
  /** Plain accesses without any order: what one thread does alone. */
  ALONE(Machine.SC);

  private final Machine machine;

  Form(Machine machine) {
    this.machine = machine;
  }

  /** The machine that says what may come out. */
  Machine machine() {
    return machine;
  }
}

package dev.kaboom.check;

import java.util.Locale;

/** What {@code --engine} can ask for. */
public enum EngineChoice {
  /** The first engine that knows the machine, interleavings before graphs. */
  AUTO,
  /** Interleavings: explicit states. */
  STATES,
  /** Execution graphs. */
  GRAPHS;

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.kaboom.check;

import java.util.Locale;

/** What {@code --engine} can ask for. */
public enum EngineChoice {
  /** Whichever is expected to answer first; see {@link EngineRace}. */
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

package dev.kaboom.program;

import java.util.Locale;

/** In which order the compiled code makes the accesses that the source names. */
public enum Compiler {
  /** Source order. */
  SOURCE,
  /** Compiler-preserved program order: any order that a C compiler may emit. */
  CPPO;

  /** The name on the command line and in reports: {@code source} or {@code cppo}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

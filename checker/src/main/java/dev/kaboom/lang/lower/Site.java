package dev.kaboom.lang.lower;

/**
 * What runs the code that is being lowered.
 *
 * @param kind what the code may do
 * @param title as positions name it outside functions: {@code CPU(0)}, {@code P0}, {@code ALWAYS}
 * @param name the context's name: local variables in memory are called {@code cpu0:name}
 * @param cpu what smp_processor_id() is
 */
public record Site(Kind kind, String title, String name, int cpu) {
  /** What the code may do. */
  public enum Kind {
    /** Everything. */
    CONTEXT,
    /** Runs alone: ordering has no meaning, waiting and interrupts are not possible. */
    INIT,
    /** Reads only. */
    PREDICATE,
    /** Nothing: constants and types at top level. */
    CONSTANT
  }
}

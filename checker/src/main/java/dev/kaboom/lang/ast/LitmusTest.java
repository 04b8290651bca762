package dev.kaboom.lang.ast;

import com.google.common.collect.ImmutableList;
import dev.kaboom.lang.Span;
import dev.kaboom.property.Expectation;
import dev.kaboom.property.Quantifier;
import org.jspecify.annotations.Nullable;

/**
 * A litmus test as it was written.
 *
 * @param name of the first line, without the leading {@code C}
 * @param locations shown in state strings beside what the condition names
 * @param filter final states in which it does not hold do not count; null if absent
 * @param condition {@code true} if the test has none
 * @param text the condition in the test's own words, white space folded, without its quantifier
 */
public record LitmusTest(
    Span span,
    String name,
    ImmutableList<Init> initial,
    ImmutableList<Routine> routines,
    ImmutableList<LitmusTerm> locations,
    @Nullable LitmusCondition filter,
    Quantifier quantifier,
    LitmusCondition condition,
    String text,
    Expectation expectation)
    implements Node {

  /**
   * One entry of the block before the routines: {@code int *p = &x}, {@code x = y}, {@code 0:r1 =
   * 5}.
   *
   * @param thread whose register it is, or null for a variable
   * @param type null where none is written
   * @param value null where none is written; the name of a variable alone, as a value, is its
   *     address
   */
  public record Init(
      Span span,
      @Nullable Integer thread,
      String name,
      @Nullable TypeNode type,
      @Nullable Initializer value)
      implements Node {}

  /** What runs a routine's body. */
  public enum RoutineKind {
    /** {@code P0}: process context of CPU 0. */
    PROCESS,
    /** {@code IRQ0}: a maskable interrupt on CPU 0. */
    IRQ,
    /** {@code NMI0}: a non-maskable interrupt on CPU 0. */
    NMI
  }

  /**
   * {@code P0(parameters) { body }}. Parameters name the test's variables: {@code int *x} is the
   * address of {@code x}. A local variable may be assigned without being declared.
   */
  public record Routine(
      Span span,
      RoutineKind kind,
      int cpu,
      ImmutableList<TypeNode.Parameter> parameters,
      Statement.Block body)
      implements Node {
    /** {@code P0}, {@code NMI1}. */
    public String name() {
      return (kind == RoutineKind.PROCESS ? "P" : kind.name()) + cpu;
    }
  }
}

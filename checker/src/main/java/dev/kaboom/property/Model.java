package dev.kaboom.property;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Observable;
import dev.kaboom.program.Program;

/**
 * A program with everything that is asked of it.
 *
 * @param observables what state strings show, in their order
 * @param dialect which front end made it: reports name things accordingly
 */
public record Model(
    Program program,
    ImmutableList<Property> properties,
    ImmutableList<Observable> observables,
    Expectation expectation,
    Dialect dialect) {
  /** The two input languages. */
  public enum Dialect {
    LITMUS,
    KERNEL_C
  }

  /** Other questions about the same program. */
  public Model withProperties(ImmutableList<Property> others) {
    return new Model(program, others, observables, expectation, dialect);
  }

  /** The same questions about another program. */
  public Model withProgram(Program other) {
    return new Model(other, properties, observables, expectation, dialect);
  }
}

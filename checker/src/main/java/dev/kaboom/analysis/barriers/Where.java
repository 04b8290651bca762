package dev.kaboom.analysis.barriers;

import dev.kaboom.check.Expectations;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;

/** A machine with a compiler: a column of the table. */
public record Where(Machine machine, Compiler compiler) implements Comparable<Where> {
  /** That of a check. */
  public static Where of(Expectations.Case checked) {
    return new Where(checked.machine(), checked.compiler());
  }

  /** {@code tso cppo}. */
  public String label() {
    return machine.label() + " " + compiler.label();
  }

  @Override
  public int compareTo(Where other) {
    int machines = machine.compareTo(other.machine);
    return machines == 0 ? compiler.compareTo(other.compiler) : machines;
  }
}

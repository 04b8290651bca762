package dev.kaboom.program;

import com.google.common.collect.ImmutableList;

/**
 * Flat code: a context has finished when it reaches index {@code instructions.size()}.
 *
 * @param instructions every jump target is in {@code 0 … size}
 * @param registers the registers' names as reports show them; all are 0 at the start. Names that
 *     start with '%' are temporaries
 */
public record Code(ImmutableList<Instruction> instructions, ImmutableList<String> registers) {
  /** The number of instructions, which is also the index that means "finished". */
  public int size() {
    return instructions.size();
  }
}

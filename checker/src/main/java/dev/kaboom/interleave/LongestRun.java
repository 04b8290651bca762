package dev.kaboom.interleave;

import dev.kaboom.program.Code;
import dev.kaboom.program.Instruction;
import java.util.function.Predicate;

/**
 * How many instructions of one sort a path through a code can have without an instruction of
 * another sort in between, up to a bound: stores between drains of the store buffer, entries
 * between drains of the window.
 */
final class LongestRun {
  private final Code code;
  private final ControlFlow flow;
  private final int bound;

  LongestRun(Code code, int bound) {
    this.code = code;
    this.flow = new ControlFlow(code);
    this.bound = bound;
  }

  /** The longest run of {@code counted} without {@code reset}, at most the bound. */
  int of(Predicate<Instruction> counted, Predicate<Instruction> reset) {
    int[] before = new int[code.size() + 1];
    int longest = 0;
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int index = 0; index < code.size(); index++) {
        Instruction instruction = code.instructions().get(index);
        int after = before[index] + (counted.test(instruction) ? 1 : 0);
        after = reset.test(instruction) ? 0 : Math.min(bound, after);
        longest = Math.max(longest, after);
        for (int next : flow.successors(index)) {
          changed |= before[next] < after;
          before[next] = Math.max(before[next], after);
        }
      }
    }
    return longest;
  }
}

package dev.kaboom.interleave;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;

/**
 * What stands in the arms of each branch, from the branch to its join: what a store behind the join
 * has to pass on its way up past the branch, whichever arm is run. A compiler does not know which
 * one it will be.
 */
final class Arms {
  private static final int UNKNOWN = -1;

  private final CompiledProgram code;

  /** BRANCH: bits of {@link Mark} of all instructions in its arms; found when first asked for. */
  private final int[] marks;

  Arms(CompiledProgram code) {
    this.code = code;
    this.marks = new int[code.size()];
    Arrays.fill(marks, UNKNOWN);
  }

  /** Whether a store or RMW with {@code laterMarks} behind the join must stay behind the branch. */
  boolean hold(int branch, int laterMarks) {
    if (marks[branch] == UNKNOWN) {
      marks[branch] = collect(branch);
    }
    int all = Mark.DRAINING | Mark.ACQUIRE | Mark.NO_RETURN;
    return (marks[branch] & all) != 0 || (marks[branch] & laterMarks & Mark.MARKED) != 0;
  }

  private int collect(int branch) {
    int join = code.join[branch];
    int found = 0;
    BitSet seen = new BitSet();
    Deque<Integer> work = new ArrayDeque<>();
    work.add(branch + 1);
    work.add(code.otherwise[branch]);
    while (!work.isEmpty()) {
      int pc = work.remove();
      if (pc != join && !seen.get(pc)) {
        seen.set(pc);
        found |= code.marks[pc];
        if (code.op[pc] != Op.JUMP && code.op[pc] != Op.END) {
          work.add(pc + 1);
        }
        if (code.op[pc] == Op.JUMP || code.op[pc] == Op.BRANCH) {
          work.add(code.otherwise[pc]);
        }
      }
    }
    return found;
  }
}

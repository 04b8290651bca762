package dev.kaboom.interleave;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Loops that do nothing but look: one round loads and computes, and what it has loaded is not
 * needed any more when the next round begins. {@code while (!READ_ONCE(flag));} is one.
 *
 * <p>The code of such a loop stands from its head to a branch back, which is its only branch; it is
 * entered at its head only.
 */
final class IdleLoops {
  private final CompiledProgram code;
  private final BitSet taken = new BitSet();
  private final BitSet notTaken = new BitSet();

  IdleLoops(CompiledProgram code) {
    this.code = code;
    for (int pc = 1; pc < code.initEntry; pc++) {
      if (code.op[pc] == Op.BRANCH) {
        taken.set(pc, goesRound(pc, target(pc + 1)));
        notTaken.set(pc, goesRound(pc, target(code.otherwise[pc])));
      }
    }
  }

  /** Whether the branch at {@code pc}, so taken, leads to another round of such a loop. */
  boolean goesRound(int pc, boolean holds) {
    return (holds ? taken : notTaken).get(pc);
  }

  /** Where control goes from {@code pc} without doing anything. */
  private int target(int start) {
    int pc = start;
    for (int jumps = 0; code.op[pc] == Op.JUMP && jumps < code.size(); jumps++) {
      pc = code.otherwise[pc];
    }
    return pc;
  }

  private boolean goesRound(int branch, int head) {
    if (head > branch || code.context[head] != code.context[branch]) {
      return false;
    }
    for (int pc = head; pc < branch; pc++) {
      if (!looks(pc, head)) {
        return false;
      }
    }
    return entered(head, branch);
  }

  private boolean looks(int pc, int head) {
    int target = code.target[pc];
    boolean forgotten = target < 0 || Arrays.stream(code.dead[head]).anyMatch(t -> t == target);
    return switch (code.op[pc]) {
      case Op.LOAD, Op.IS_LOCKED, Op.ASSIGN -> forgotten;
      case Op.ATOMIC_END -> true;
      default -> false;
    };
  }

  /** Whether control comes into the loop at its head only. */
  private boolean entered(int head, int branch) {
    for (int pc = code.entry[code.context[head]]; code.op[pc] != Op.END; pc++) {
      boolean jumps = code.op[pc] == Op.JUMP || code.op[pc] == Op.BRANCH;
      if (jumps && code.otherwise[pc] > head && code.otherwise[pc] <= branch) {
        return false;
      }
    }
    return true;
  }
}

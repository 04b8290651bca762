package dev.kaboom.lang.lower.code;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Instruction.Branch;
import dev.kaboom.program.Instruction.Halt;
import dev.kaboom.program.Instruction.Jump;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;

/**
 * Turns label numbers into indices and drops what is never executed: branches on constants, jumps
 * to the next instruction, jumps to jumps, unreachable code.
 */
final class Cleaner {
  private final Instruction[] code;
  private final int[] target;

  /**
   * Code to clean.
   *
   * @param places the index at which each label stands
   */
  Cleaner(List<Instruction> instructions, List<Integer> places) {
    code = instructions.toArray(new Instruction[0]);
    target = new int[code.length];
    for (int i = 0; i < code.length; i++) {
      target[i] = labelOf(code[i]) < 0 ? -1 : places.get(labelOf(code[i]));
    }
  }

  /** The label that an instruction may go to, or -1. */
  static int labelOf(Instruction instruction) {
    if (instruction instanceof Branch branch) {
      return branch.otherwise();
    }
    return instruction instanceof Jump jump ? jump.target() : -1;
  }

  ImmutableList<Instruction> clean() {
    for (int i = 0; i < code.length; i++) {
      decide(i);
    }
    for (int i = 0; i < code.length; i++) {
      if (target[i] >= 0) {
        target[i] = threaded(target[i]);
      }
    }
    boolean[] live = live();
    int[] moved = new int[code.length + 1];
    int next = code.length;
    // A jump to the next surviving instruction is no jump; seen from the end, one pass finds all.
    for (int i = code.length - 1; i >= 0; i--) {
      if (live[i] && code[i] instanceof Jump && survivor(target[i], live) == next) {
        live[i] = false;
      }
      if (live[i]) {
        next = i;
      }
    }
    int count = 0;
    for (int i = 0; i < code.length; i++) {
      moved[i] = count;
      count += live[i] ? 1 : 0;
    }
    moved[code.length] = count;
    return rewritten(live, moved);
  }

  private static int survivor(int index, boolean[] live) {
    int at = index;
    while (at < live.length && !live[at]) {
      at++;
    }
    return at;
  }

  private ImmutableList<Instruction> rewritten(boolean[] live, int[] moved) {
    ImmutableList.Builder<Instruction> result = ImmutableList.builder();
    for (int i = 0; i < code.length; i++) {
      if (!live[i]) {
        continue;
      }
      if (code[i] instanceof Branch branch) {
        result.add(new Branch(branch.at(), branch.condition(), moved[target[i]], 0));
      } else if (code[i] instanceof Jump jump) {
        result.add(new Jump(jump.at(), moved[target[i]]));
      } else {
        result.add(code[i]);
      }
    }
    return result.build();
  }

  /** A branch on a constant becomes a jump: to its target or to the next instruction. */
  private void decide(int index) {
    if (code[index] instanceof Branch branch) {
      OptionalLong known = Terms.known(branch.condition());
      if (known.isPresent()) {
        code[index] = new Jump(branch.at(), 0);
        target[index] = known.getAsLong() != 0 ? index + 1 : target[index];
      }
    }
  }

  private int threaded(int start) {
    int at = start;
    for (int hops = 0; hops < code.length; hops++) {
      if (at >= code.length || !(code[at] instanceof Jump) || target[at] == at) {
        return at;
      }
      at = target[at];
    }
    return start;
  }

  private boolean[] live() {
    boolean[] seen = new boolean[code.length];
    Arrays.fill(seen, false);
    Deque<Integer> work = new ArrayDeque<>();
    work.add(0);
    while (!work.isEmpty()) {
      int at = work.remove();
      if (at >= code.length || seen[at]) {
        continue;
      }
      seen[at] = true;
      if (target[at] >= 0) {
        work.add(target[at]);
      }
      if (!(code[at] instanceof Jump) && !(code[at] instanceof Halt)) {
        work.add(at + 1);
      }
    }
    return seen;
  }
}

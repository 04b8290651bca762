package dev.kaboom.interleave;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Code;
import dev.kaboom.program.Instruction;

/** Where control can go from each instruction of a code. */
final class ControlFlow {
  private final Code code;

  ControlFlow(Code code) {
    this.code = code;
  }

  /** The indices that may follow instruction {@code index}; none after a halt and at the end. */
  ImmutableList<Integer> successors(int index) {
    if (index == code.size()) {
      return ImmutableList.of();
    }
    Instruction instruction = code.instructions().get(index);
    if (instruction instanceof Instruction.Jump jump) {
      return ImmutableList.of(jump.target());
    }
    if (instruction instanceof Instruction.Halt) {
      return ImmutableList.of();
    }
    if (instruction instanceof Instruction.Branch branch) {
      return ImmutableList.of(index + 1, branch.otherwise());
    }
    return ImmutableList.of(index + 1);
  }

  /** Whether no jump or branch goes back: each instruction runs at most once. */
  boolean acyclic() {
    for (int index = 0; index < code.size(); index++) {
      int from = index;
      if (successors(index).stream().anyMatch(next -> next <= from)) {
        return false;
      }
    }
    return true;
  }
}

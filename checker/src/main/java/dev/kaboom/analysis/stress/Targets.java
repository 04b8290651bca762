package dev.kaboom.analysis.stress;

import dev.kaboom.program.Code;
import dev.kaboom.program.Instruction;
import java.util.Set;
import java.util.TreeSet;

/** Where jumps go to in a piece of code. */
final class Targets {
  private Targets() {}

  /** Indices of instructions; that behind the last one is not among them. */
  static Set<Integer> of(Code code) {
    Set<Integer> targets = new TreeSet<>();
    int begin = 0;
    for (int i = 0; i < code.size(); i++) {
      Instruction instruction = code.instructions().get(i);
      if (instruction instanceof Instruction.Branch branch) {
        targets.add(branch.otherwise());
      } else if (instruction instanceof Instruction.Jump jump) {
        targets.add(jump.target());
      } else if (instruction instanceof Instruction.AtomicBegin) {
        begin = i;
      } else if (instruction instanceof Instruction.Require) {
        targets.add(begin);
      }
    }
    return targets;
  }
}

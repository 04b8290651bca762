package dev.kaboom.analysis.stress;

import dev.kaboom.program.Code;
import dev.kaboom.program.Context;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.JavaModes;
import dev.kaboom.program.Program;

/** What there is no Java for: a model that has it gets no harness, and the run says why. */
final class Refusal {
  /** Instructions of one piece of code: methods of a JVM have a bound. */
  private static final int INSTRUCTIONS_MAX = 1500;

  private Refusal() {}

  /** Why there is no harness for the program, or "". */
  static String of(Program program) {
    for (Context context : program.contexts()) {
      String reason = of(context.code());
      if (!reason.isEmpty()) {
        return context.title() + ": " + reason;
      }
    }
    boolean far =
        program.memory().locations().stream().anyMatch(l -> l.address() > Integer.MAX_VALUE);
    boolean large = program.memory().locations().size() > 1000;
    return far || large ? "more memory than a harness can name" : of(program.init());
  }

  private static String of(Code code) {
    if (code.size() > INSTRUCTIONS_MAX) {
      return "too long for one method of Java";
    }
    boolean written = false;
    for (Instruction instruction : code.instructions()) {
      String reason = of(instruction);
      if (!reason.isEmpty()) {
        return reason;
      }
      if (instruction instanceof Instruction.AtomicBegin) {
        written = false;
      } else if (instruction instanceof Instruction.Store
          || instruction instanceof Instruction.Rmw) {
        written = true;
      } else if (instruction instanceof Instruction.Require && written) {
        return "an atomic step that waits after it has written";
      }
    }
    return "";
  }

  private static String of(Instruction instruction) {
    if (instruction instanceof Instruction.RcuOperation rcu && !JavaModes.has(rcu.kind())) {
      return "Java has no grace periods";
    }
    return instruction instanceof Instruction.Branch branch && depth(branch.condition(), 0) > 200
        ? "an expression that is nested too deeply"
        : "";
  }

  private static int depth(Expression expression, int above) {
    if (above > 200) {
      return above;
    }
    if (expression instanceof Expression.Unary unary) {
      return depth(unary.operand(), above + 1);
    }
    if (expression instanceof Expression.Cast cast) {
      return depth(cast.operand(), above + 1);
    }
    if (expression instanceof Expression.Binary binary) {
      return Math.max(depth(binary.left(), above + 1), depth(binary.right(), above + 1));
    }
    return above;
  }
}

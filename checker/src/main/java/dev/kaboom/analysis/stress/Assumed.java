package dev.kaboom.analysis.stress;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Code;
import dev.kaboom.program.Context;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Program;
import dev.kaboom.property.Model;
import java.util.function.Predicate;

/**
 * A model some checks of which are assumptions: the executions that fail one of them are left out,
 * and the search does not end there. So the checker can be asked about one fault of several.
 */
final class Assumed {
  private Assumed() {}

  /** The model with the checks that {@code kept} accepts; all others are assumptions. */
  static Model except(Model model, Predicate<Instruction.Check> kept) {
    Program program = model.program();
    ImmutableList<Context> contexts =
        program.contexts().stream()
            .map(context -> context.withCode(code(context.code(), kept)))
            .collect(ImmutableList.toImmutableList());
    return model.withProgram(program.withContexts(contexts));
  }

  private static Code code(Code code, Predicate<Instruction.Check> kept) {
    ImmutableList.Builder<Instruction> instructions = ImmutableList.builder();
    for (Instruction instruction : code.instructions()) {
      instructions.add(
          instruction instanceof Instruction.Check check && !kept.test(check)
              ? new Instruction.Assume(check.at(), check.condition())
              : instruction);
    }
    return new Code(instructions.build(), code.registers());
  }
}

package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import dev.kaboom.graph.Event;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.Code;
import dev.kaboom.program.Context;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Position;
import dev.kaboom.program.Program;
import dev.kaboom.property.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A change at one instruction of one context: a barrier before it, or another marking.
 *
 * @param old the instruction, found by identity
 * @param barrier put before it, or null
 * @param marked what replaces it, or null
 */
record CodeEdit(
    int context, Instruction old, @Nullable Barrier barrier, @Nullable Instruction marked) {

  static Optional<CodeEdit> before(Event event, Barrier barrier) {
    Instruction instruction = event.instruction();
    return instruction == null
        ? Optional.empty()
        : Optional.of(new CodeEdit(event.context(), instruction, barrier, null));
  }

  static Optional<CodeEdit> marking(Event event, AccessKind kind) {
    if (event.instruction() instanceof Instruction.Load load) {
      Instruction.Load other =
          new Instruction.Load(load.at(), load.register(), load.address(), load.type(), kind);
      return Optional.of(new CodeEdit(event.context(), load, null, other));
    }
    if (event.instruction() instanceof Instruction.Store store) {
      Instruction.Store other =
          new Instruction.Store(store.at(), store.address(), store.value(), store.type(), kind);
      return Optional.of(new CodeEdit(event.context(), store, null, other));
    }
    return Optional.empty();
  }

  /** The model with all edits made; empty if an instruction is no longer there. */
  static Optional<Model> apply(Model model, List<CodeEdit> edits) {
    List<Context> contexts = new ArrayList<>(model.program().contexts());
    for (CodeEdit edit : edits) {
      Context context = contexts.get(edit.context());
      Optional<Code> changed = edit.in(context.code());
      if (changed.isEmpty()) {
        return Optional.empty();
      }
      contexts.set(edit.context(), context.withCode(changed.get()));
    }
    Program program = model.program().withContexts(ImmutableList.copyOf(contexts));
    return Optional.of(model.withProgram(program));
  }

  private Optional<Code> in(Code code) {
    int at = place(code);
    if (at < 0) {
      return Optional.empty();
    }
    List<Instruction> instructions = new ArrayList<>(code.instructions());
    if (marked != null) {
      instructions.set(at, marked);
    }
    if (barrier != null) {
      int before = outsideOfAwait(code, at);
      instructions.replaceAll(old -> shifted(old, before));
      instructions.add(before, new Instruction.Fence(Position.NONE, barrier));
    }
    return Optional.of(new Code(ImmutableList.copyOf(instructions), code.registers()));
  }

  @SuppressWarnings("ReferenceEquality") // equal instructions may stand in two places
  private int place(Code code) {
    for (int i = 0; i < code.size(); i++) {
      if (code.instructions().get(i) == old) {
        return i;
      }
    }
    return -1;
  }

  /** No fence may stand in an indivisible step: the place before the step. */
  private static int outsideOfAwait(Code code, int at) {
    for (int i = at; i >= 0; i--) {
      if (code.instructions().get(i) instanceof Instruction.AtomicEnd && i < at) {
        return at;
      }
      if (code.instructions().get(i) instanceof Instruction.AtomicBegin) {
        return i;
      }
    }
    return at;
  }

  /** A jump to {@code from} takes the new instruction along. */
  private static Instruction shifted(Instruction instruction, int from) {
    if (instruction instanceof Instruction.Branch branch) {
      return new Instruction.Branch(
          branch.at(),
          branch.condition(),
          shifted(branch.otherwise(), from),
          shifted(branch.join(), from));
    }
    return instruction instanceof Instruction.Jump jump
        ? new Instruction.Jump(jump.at(), shifted(jump.target(), from))
        : instruction;
  }

  private static int shifted(int target, int from) {
    return target > from ? target + 1 : target;
  }
}

package dev.kaboom.interleave;

import dev.kaboom.program.Code;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Program;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import java.util.Optional;

/** What these machines do not model. */
final class Support {
  private static final long ACCESS_BITS = 1L << 30;

  private final Model model;

  Support(Model model) {
    this.model = model;
  }

  Optional<Unsupported> first() {
    Program program = model.program();
    for (Context context : program.contexts()) {
      Optional<Unsupported> found = inContext(context.code());
      if (found.isPresent()) {
        return found;
      }
    }
    Optional<Unsupported> found = inSequential(program.init(), false);
    for (Property property : model.properties()) {
      if (found.isEmpty()) {
        found = inSequential(Predicates.codeOf(property), true);
      }
    }
    return found.isPresent() ? found : tooLarge(program);
  }

  private static Optional<Unsupported> inContext(Code code) {
    boolean[] atomic = new boolean[code.size()];
    for (int i = 0; i < code.size(); i++) {
      Instruction instruction = code.instructions().get(i);
      if (instruction instanceof Instruction.AtomicBegin) {
        AtomicBlock block = new AtomicBlock(code, i);
        if (block.open()) {
          return unsupported(instruction, "an atomic block that is left without reaching its end");
        }
        block.instructions().forEach(inside -> atomic[inside] = true);
      }
    }
    for (int i = 0; i < code.size(); i++) {
      Instruction instruction = code.instructions().get(i);
      if (isSrcu(instruction)) {
        return unsupported(instruction, "SRCU under the machines sc and tso");
      }
      if (atomic[i] && needsStepOfItsOwn(instruction)) {
        return unsupported(instruction, "this operation inside of an atomic block");
      }
      if (!atomic[i] && instruction instanceof Instruction.Require) {
        return unsupported(instruction, "a requirement outside of an atomic block");
      }
    }
    return Optional.empty();
  }

  private static boolean isSrcu(Instruction instruction) {
    return instruction instanceof Instruction.RcuOperation rcu
        && switch (rcu.kind()) {
          case READ_LOCK, READ_UNLOCK, SYNCHRONIZE, SYNCHRONIZE_EXPEDITED -> false;
          case SRCU_READ_LOCK,
              SRCU_READ_UNLOCK,
              SRCU_DOWN_READ,
              SRCU_UP_READ,
              SRCU_SYNCHRONIZE,
              SRCU_SYNCHRONIZE_EXPEDITED ->
              true;
        };
  }

  private static boolean needsStepOfItsOwn(Instruction instruction) {
    return instruction instanceof Instruction.Nondet
        || instruction instanceof Instruction.Send
        || instruction instanceof Instruction.AwaitSent
        || Traits.isSynchronize(instruction);
  }

  private static Optional<Unsupported> inSequential(Code code, boolean readOnly) {
    for (Instruction instruction : code.instructions()) {
      boolean writes =
          AtomicBlock.needsEmptyBuffer(instruction) && !(instruction instanceof Instruction.Fence);
      if (needsStepOfItsOwn(instruction)
          || instruction instanceof Instruction.RcuOperation
          || instruction instanceof Instruction.IrqOperation
          || instruction instanceof Instruction.Halt
          || (readOnly && writes)) {
        return unsupported(
            instruction, readOnly ? "this operation in a property" : "this operation in INIT");
      }
    }
    return Optional.empty();
  }

  private static Optional<Unsupported> tooLarge(Program program) {
    long cells = program.memory().locations().size();
    long size = (long) StateLayout.codeSize(program) + program.init().size();
    boolean tooMany =
        program.cpuCount() > Labels.CPUS
            || program.contexts().size() > Labels.CPUS
            || cells * size > ACCESS_BITS
            || AgentFairness.agents(new Traits(program)) > AgentFairness.AGENTS
            || choices(program) >= Labels.CHOICES;
    return tooMany
        ? Optional.of(new Unsupported(dev.kaboom.program.Position.NONE, "a program of this size"))
        : Optional.empty();
  }

  private static long choices(Program program) {
    return program.contexts().stream()
        .flatMap(context -> context.code().instructions().stream())
        .filter(instruction -> instruction instanceof Instruction.Nondet)
        .mapToLong(Labels::choices)
        .sum();
  }

  private static Optional<Unsupported> unsupported(Instruction instruction, String what) {
    return Optional.of(new Unsupported(instruction.at(), what));
  }

  /** Whether each instruction runs at most once, so that it names its event. */
  static boolean runsOnce(Program program) {
    return program.contexts().stream()
        .allMatch(
            c ->
                new ControlFlow(c.code()).acyclic()
                    && (c.kind() == ContextKind.PROCESS || c.budget() == 1));
  }
}

package dev.kaboom.interleave;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.program.Code;
import dev.kaboom.program.Context;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Position;
import dev.kaboom.program.Program;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import java.util.BitSet;
import java.util.function.IntUnaryOperator;

/** Translates a model's code into the columns of a {@link CompiledProgram}. */
final class CodeCompiler {
  private static final int[] NO_SLOTS = {};

  private final CompiledProgram out;
  private final ImmutableList<RegisterAllocation> allocations;

  private CodeCompiler(CompiledProgram out, ImmutableList<RegisterAllocation> allocations) {
    this.out = out;
    this.allocations = allocations;
  }

  /** Places for the registers of each context. */
  static ImmutableList<RegisterAllocation> allocations(Program program, ObservedRegisters looked) {
    return program.contexts().stream()
        .map(c -> new RegisterAllocation(c.code(), looked.of(c.index())))
        .collect(ImmutableList.toImmutableList());
  }

  static CompiledProgram compile(
      Model model,
      StateLayout layout,
      ImmutableList<RegisterAllocation> allocations,
      Machine machine) {
    Program program = model.program();
    ImmutableList<Property> predicates =
        model.properties().stream()
            .filter(property -> !(property instanceof Property.FinalCondition))
            .collect(ImmutableList.toImmutableList());
    int registers = program.init().registers().size();
    for (Property property : predicates) {
      registers = Math.max(registers, Predicates.codeOf(property).registers().size());
    }
    CompiledProgram out =
        new CompiledProgram(program, machine, layout, predicates, Math.max(1, registers));
    new CodeCompiler(out, allocations).run();
    return out;
  }

  private void run() {
    for (Context context : out.program.contexts()) {
      int c = context.index();
      RegisterAllocation allocation = allocations.get(c);
      int first = out.layout.registers[c];
      IntUnaryOperator slots = register -> first + allocation.place(register);
      compile(context.code(), out.entry[c], c, slots);
      for (int i = 0; i <= context.code().size(); i++) {
        BitSet dead = allocation.dead(i);
        out.dead[out.entry[c] + i] = dead.stream().map(place -> first + place).toArray();
      }
    }
    IntUnaryOperator local = register -> register;
    compile(out.program.init(), out.initEntry, -1, local);
    for (int i = 0; i < out.predicateEntry.length; i++) {
      compile(Predicates.codeOf(out.predicates.get(i)), out.predicateEntry[i], -1, local);
    }
    markJoins();
    out.expressions.freeze();
    resolveConstantAddresses();
  }

  private void markJoins() {
    for (int pc = 1; pc < out.size(); pc++) {
      if (out.op[pc] == Op.BRANCH) {
        out.marks[out.join[pc]] |= Mark.JOIN;
      }
    }
  }

  private void compile(Code code, int entry, int context, IntUnaryOperator slots) {
    for (int i = 0; i <= code.size(); i++) {
      int pc = entry + i;
      out.context[pc] = context;
      out.dead[pc] = NO_SLOTS;
      out.addressUses[pc] = NO_SLOTS;
      out.valueUses[pc] = NO_SLOTS;
      clear(pc);
      if (i == code.size()) {
        out.op[pc] = Op.END;
        out.marks[pc] = Mark.DRAINING;
        out.source[pc] = i > 0 ? out.source[pc - 1] : new Instruction.Halt(Position.NONE);
      } else {
        Instruction instruction = code.instructions().get(i);
        RegisterUse use = RegisterUse.of(instruction);
        out.source[pc] = instruction;
        out.addressUses[pc] = slots(use.address(), slots);
        out.valueUses[pc] = slots(use.value(), slots);
        out.target[pc] = use.defined() < 0 ? -1 : slots.applyAsInt(use.defined());
        instruction.accept(new InstructionCompiler(out, pc, entry, code, slots));
      }
    }
  }

  private void clear(int pc) {
    out.target[pc] = -1;
    out.cell[pc] = -1;
    out.address[pc] = ExpressionPool.NONE;
    out.value[pc] = ExpressionPool.NONE;
    out.condition[pc] = ExpressionPool.NONE;
  }

  private static int[] slots(ImmutableSet<Integer> registers, IntUnaryOperator slots) {
    return registers.stream().mapToInt(slots::applyAsInt).toArray();
  }

  private void resolveConstantAddresses() {
    for (int pc = 1; pc < out.size(); pc++) {
      int address = out.address[pc];
      if (Op.access(out.op[pc]) && ExpressionPool.isConstant(address)) {
        long value = out.expressions.constant(address >>> ExpressionPool.FORM_BITS);
        int cell = out.addresses.cellAt(value);
        if (cell >= 0 && fits(out.type[pc], out.layout.cellType[cell])) {
          out.cell[pc] = cell;
        }
      }
    }
  }

  /** Whether an access of a type (0: none in particular) has the size of a cell. */
  static boolean fits(int accessType, int cellType) {
    return accessType == 0 || Types.bytes(accessType) == Types.bytes(cellType);
  }
}

package dev.kaboom.lang.lower.code;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Code;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Position;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects the instructions of one code. Branch and jump targets are label numbers until {@link
 * #finish}.
 */
public final class CodeBuilder {
  /** No code is longer: inlining multiplies. */
  public static final int INSTRUCTIONS_MAX = 200_000;

  private final List<Instruction> instructions = new ArrayList<>();
  private final List<String> registers = new ArrayList<>();
  private final List<Integer> places = new ArrayList<>();
  private final Set<Integer> truths = new LinkedHashSet<>();
  private int temporaries;

  /** A new register that reports show under this name. */
  public int register(String name) {
    registers.add(name);
    return registers.size() - 1;
  }

  /** A new register that reports do not show. */
  public int temporary() {
    return register("%" + temporaries++);
  }

  /** A new temporary that only ever holds 0 or 1. */
  public int truth() {
    int register = temporary();
    truths.add(register);
    return register;
  }

  /** Whether the register only ever holds 0 or 1. */
  public boolean isTruth(int register) {
    return truths.contains(register);
  }

  /** Whether the register is a temporary: no variable, and so assigned at one place only. */
  public boolean isTemporary(int register) {
    return registers.get(register).startsWith("%");
  }

  /** The number of registers so far. */
  public int registerCount() {
    return registers.size();
  }

  /** A label that stands nowhere yet. */
  public Label label() {
    places.add(-1);
    return new Label(places.size() - 1);
  }

  /** Puts the label before the next instruction. */
  public void place(Label label) {
    places.set(label.id(), instructions.size());
  }

  /** The number of instructions so far. */
  public int size() {
    return instructions.size();
  }

  /**
   * Appends an instruction that does not jump.
   *
   * @throws CodeLimitException if the code would be too long
   */
  public void add(Instruction instruction) {
    if (instructions.size() >= INSTRUCTIONS_MAX) {
      throw new CodeLimitException();
    }
    instructions.add(instruction);
  }

  /** Goes to {@code otherwise} unless the condition holds. */
  public void branch(Position at, Expression condition, Label otherwise) {
    add(new Instruction.Branch(at, condition, otherwise.id(), 0));
  }

  /** Goes to the label. */
  public void jump(Position at, Label target) {
    add(new Instruction.Jump(at, target.id()));
  }

  /** {@code register = value}. */
  public void assign(Position at, int register, Expression value) {
    add(new Instruction.Assign(at, register, value));
  }

  /**
   * Makes the last instruction put what it loads into {@code register}, if it loads into {@code
   * temporary} and nothing jumps behind it.
   */
  public boolean retarget(int temporary, int register) {
    int last = instructions.size() - 1;
    boolean loads =
        last >= 0
            && !places.contains(last + 1)
            && instructions.get(last) instanceof Instruction.Load load
            && load.register() == temporary;
    if (loads && instructions.get(last) instanceof Instruction.Load load) {
      instructions.set(
          last,
          new Instruction.Load(load.at(), register, load.address(), load.type(), load.kind()));
    }
    return loads;
  }

  /** Whether every label that is jumped to stands somewhere. */
  public boolean complete() {
    return instructions.stream().noneMatch(i -> Cleaner.labelOf(i) >= 0 && !placed(i));
  }

  private boolean placed(Instruction jump) {
    return places.get(Cleaner.labelOf(jump)) >= 0;
  }

  /** The finished code: targets resolved, dead code dropped, joins found. */
  public Code finish() {
    ImmutableList<Instruction> flat = new Cleaner(instructions, places).clean();
    return new Code(Joins.found(flat), ImmutableList.copyOf(registers));
  }
}

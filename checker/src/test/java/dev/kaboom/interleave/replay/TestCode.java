package dev.kaboom.interleave.replay;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.BinaryOperator;
import dev.kaboom.program.CheckKind;
import dev.kaboom.program.Code;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Instruction.IrqOperation;
import dev.kaboom.program.Instruction.LockOperation;
import dev.kaboom.program.Instruction.RcuOperation;
import dev.kaboom.program.Position;
import dev.kaboom.program.RmwOrder;
import dev.kaboom.program.ValueType;
import java.util.ArrayList;
import java.util.List;

/** Code of a context, written as a chain of calls. Registers are named and made on first use. */
final class TestCode {
  private final TestProgram program;
  private final List<Instruction> instructions = new ArrayList<>();
  private final List<String> registers = new ArrayList<>();

  TestCode(TestProgram program) {
    this.program = program;
  }

  Code build() {
    return new Code(ImmutableList.copyOf(instructions), ImmutableList.copyOf(registers));
  }

  int register(String name) {
    if (!registers.contains(name)) {
      registers.add(name);
    }
    return registers.indexOf(name);
  }

  /** A register if one has that name, else a number, else the address of a variable. */
  Expression value(String text) {
    if (registers.contains(text)) {
      return new Expression.Register(registers.indexOf(text));
    }
    return new Expression.Constant(
        text.matches("-?[0-9]+") ? Long.parseLong(text) : program.address(text));
  }

  /** {@code *a} is the cell to which register a points, anything else a variable. */
  Expression address(String text) {
    return value(text.startsWith("*") ? text.substring(1) : text);
  }

  static Expression equal(Expression left, Expression right) {
    return new Expression.Binary(BinaryOperator.EQUAL, left, right);
  }

  TestCode load(String register, String cell, AccessKind kind) {
    Expression address = address(cell);
    int target = register(register);
    return add(new Instruction.Load(at(), target, address, ValueType.U64, kind));
  }

  TestCode load(String register, String cell) {
    return load(register, cell, AccessKind.ONCE);
  }

  TestCode plainLoad(String register, String cell) {
    return load(register, cell, AccessKind.PLAIN);
  }

  TestCode store(String cell, String value, AccessKind kind) {
    return add(new Instruction.Store(at(), address(cell), value(value), ValueType.U64, kind));
  }

  TestCode store(String cell, String value) {
    return store(cell, value, AccessKind.ONCE);
  }

  TestCode plainStore(String cell, String value) {
    return store(cell, value, AccessKind.PLAIN);
  }

  TestCode xchg(String register, String cell, String value) {
    Expression written = value(value);
    int target = register(register);
    return add(
        new Instruction.Rmw(
            at(), target, address(cell), null, written, ValueType.U64, RmwOrder.FULL, true));
  }

  TestCode cmpxchg(String register, String cell, String expected, String value) {
    Expression compared = value(expected);
    Expression written = value(value);
    int target = register(register);
    Expression condition = equal(new Expression.Register(target), compared);
    return add(
        new Instruction.Rmw(
            at(), target, address(cell), condition, written, ValueType.U64, RmwOrder.FULL, true));
  }

  TestCode atomicAdd(String cell, long value) {
    int old = register("%old");
    Expression sum =
        new Expression.Binary(
            BinaryOperator.ADD, new Expression.Register(old), new Expression.Constant(value));
    return add(
        new Instruction.Rmw(
            at(), old, address(cell), null, sum, ValueType.U64, RmwOrder.RELAXED, false));
  }

  TestCode fence(Barrier barrier) {
    return add(new Instruction.Fence(at(), barrier));
  }

  TestCode lock(LockOperation.Kind kind, String cell) {
    boolean answers = kind == LockOperation.Kind.TRY_LOCK || kind == LockOperation.Kind.IS_LOCKED;
    int target = answers ? register("got") : -1;
    return add(new LockOperation(at(), kind, target, address(cell)));
  }

  TestCode rcu(RcuOperation.Kind kind) {
    return add(new RcuOperation(at(), kind, null, -1, null));
  }

  TestCode irq(IrqOperation.Kind kind) {
    return switch (kind) {
      case SAVE -> add(new IrqOperation(at(), kind, register("flags"), null));
      case RESTORE -> add(new IrqOperation(at(), kind, -1, value("flags")));
      case DISABLE, ENABLE -> add(new IrqOperation(at(), kind, -1, null));
    };
  }

  TestCode send(ContextKind kind, int cpu, int routine, String argument) {
    Expression target = new Expression.Constant(cpu);
    return add(new Instruction.Send(at(), kind, target, routine, value(argument)));
  }

  TestCode awaitSent() {
    return add(new Instruction.AwaitSent(at()));
  }

  TestCode await(String cell, String expected) {
    add(new Instruction.AtomicBegin(at())).load("%await", cell);
    Expression read = new Expression.Register(register("%await"));
    add(new Instruction.Require(at(), equal(read, value(expected))));
    return add(new Instruction.AtomicEnd(at()));
  }

  TestCode assign(String register, Expression value) {
    return add(new Instruction.Assign(at(), register(register), value));
  }

  TestCode divide(String register, String left, String right) {
    return assign(
        register, new Expression.Binary(BinaryOperator.DIVIDE, value(left), value(right)));
  }

  TestCode nondet(String register, long low, long high) {
    return add(new Instruction.Nondet(at(), register(register), low, high));
  }

  /** Goes on if the register has that value, else skips the next {@code skipped} instructions. */
  TestCode ifEqual(String register, String value, int skipped) {
    int otherwise = instructions.size() + 1 + skipped;
    Expression condition = equal(value(register), value(value));
    return add(new Instruction.Branch(at(), condition, otherwise, otherwise));
  }

  TestCode jump(int target) {
    return add(new Instruction.Jump(at(), target));
  }

  TestCode check(String register, String value) {
    Expression condition = equal(value(register), value(value));
    String message = register + " == " + value;
    return add(new Instruction.Check(at(), CheckKind.ASSERT, condition, message));
  }

  TestCode bug(String register, String value) {
    Expression condition = equal(value(register), value(value));
    return add(new Instruction.Check(at(), CheckKind.BUG, condition, "BUG"));
  }

  TestCode loadNull(String register) {
    int target = register(register);
    Expression nowhere = new Expression.Constant(0);
    return add(new Instruction.Load(at(), target, nowhere, ValueType.S64, AccessKind.PLAIN));
  }

  TestCode assume(String register, String value) {
    return add(new Instruction.Assume(at(), equal(value(register), value(value))));
  }

  TestCode halt() {
    return add(new Instruction.Halt(at()));
  }

  TestCode add(Instruction instruction) {
    instructions.add(instruction);
    return this;
  }

  TestCode atomicBegin() {
    return add(new Instruction.AtomicBegin(at()));
  }

  TestCode atomicEnd() {
    return add(new Instruction.AtomicEnd(at()));
  }

  /** The line number is the instruction's index. */
  private Position at() {
    return new Position("test.c", instructions.size(), 1, "", "");
  }
}

package dev.kaboom.lang.lower;

import dev.kaboom.program.Code;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.program.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs one code alone, to see what it computes; ordering instructions do nothing. */
final class Interpreter implements Instruction.Visitor<Integer>, Expression.Visitor<Long> {
  private static final int STEPS_MAX = 100_000;

  private final Memory memory;
  private final Map<Long, Long> cells = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();
  private long[] registers = new long[0];
  private int at;

  Interpreter(Program program) {
    memory = program.memory();
    for (Location location : memory.locations()) {
      cells.put(location.address(), location.initial());
    }
    run(program.init());
  }

  /** Runs a code to its end. */
  Interpreter run(Code code) {
    registers = new long[code.registers().size()];
    at = 0;
    for (int steps = 0; at < code.size(); steps++) {
      if (steps > STEPS_MAX) {
        throw new IllegalStateException("the code does not end");
      }
      at = code.instructions().get(at).accept(this);
    }
    return this;
  }

  /** What the cell of that name holds. */
  long cell(String name) {
    for (Location location : memory.locations()) {
      if (location.name().equals(name)) {
        return cells.getOrDefault(location.address(), 0L);
      }
    }
    throw new IllegalArgumentException("no cell " + name + " in " + cells.keySet());
  }

  /** A register after the run. */
  long register(int index) {
    return registers[index];
  }

  /** The messages of the checks that failed. */
  List<String> failures() {
    return failures;
  }

  private long value(Expression expression) {
    return expression.accept(this);
  }

  private long load(Expression address, dev.kaboom.program.ValueType type) {
    int index = memory.locationAt(value(address));
    if (index < 0 || memory.locations().get(index).type().bytes() != type.bytes()) {
      throw new IllegalStateException("bad access to " + Long.toHexString(value(address)));
    }
    return type.wrap(cells.getOrDefault(value(address), 0L));
  }

  private void store(Expression address, long value) {
    int index = memory.locationAt(value(address));
    cells.put(value(address), memory.locations().get(index).type().wrap(value));
  }

  @Override
  public Integer load(Instruction.Load i) {
    registers[i.register()] = load(i.address(), i.type());
    return at + 1;
  }

  @Override
  public Integer store(Instruction.Store i) {
    load(i.address(), i.type());
    store(i.address(), value(i.value()));
    return at + 1;
  }

  @Override
  public Integer rmw(Instruction.Rmw i) {
    registers[i.register()] = load(i.address(), i.type());
    Expression condition = i.condition();
    if (condition == null || value(condition) != 0) {
      store(i.address(), value(i.newValue()));
    }
    return at + 1;
  }

  @Override
  public Integer fence(Instruction.Fence i) {
    return at + 1;
  }

  @Override
  public Integer lock(Instruction.LockOperation i) {
    return at + 1;
  }

  @Override
  public Integer rcu(Instruction.RcuOperation i) {
    return at + 1;
  }

  @Override
  public Integer irq(Instruction.IrqOperation i) {
    return at + 1;
  }

  @Override
  public Integer send(Instruction.Send i) {
    return at + 1;
  }

  @Override
  public Integer awaitSent(Instruction.AwaitSent i) {
    return at + 1;
  }

  @Override
  public Integer assign(Instruction.Assign i) {
    registers[i.register()] = value(i.value());
    return at + 1;
  }

  @Override
  public Integer nondet(Instruction.Nondet i) {
    registers[i.register()] = i.low();
    return at + 1;
  }

  @Override
  public Integer branch(Instruction.Branch i) {
    return value(i.condition()) != 0 ? at + 1 : i.otherwise();
  }

  @Override
  public Integer jump(Instruction.Jump i) {
    return i.target();
  }

  @Override
  public Integer atomicBegin(Instruction.AtomicBegin i) {
    return at + 1;
  }

  @Override
  public Integer atomicEnd(Instruction.AtomicEnd i) {
    return at + 1;
  }

  @Override
  public Integer require(Instruction.Require i) {
    return at + 1;
  }

  @Override
  public Integer assume(Instruction.Assume i) {
    return at + 1;
  }

  @Override
  public Integer check(Instruction.Check i) {
    if (value(i.condition()) == 0) {
      failures.add(i.message());
    }
    return at + 1;
  }

  @Override
  public Integer halt(Instruction.Halt i) {
    return Integer.MAX_VALUE;
  }

  @Override
  public Long constant(Expression.Constant expression) {
    return expression.value();
  }

  @Override
  public Long register(Expression.Register expression) {
    return registers[expression.index()];
  }

  @Override
  public Long unary(Expression.Unary expression) {
    return expression.operator().apply(value(expression.operand()));
  }

  @Override
  public Long binary(Expression.Binary expression) {
    return expression.operator().apply(value(expression.left()), value(expression.right()));
  }

  @Override
  public Long cast(Expression.Cast expression) {
    return expression.type().wrap(value(expression.operand()));
  }

  @Override
  public Long conditional(Expression.Conditional expression) {
    return value(expression.condition()) != 0
        ? value(expression.then())
        : value(expression.otherwise());
  }
}

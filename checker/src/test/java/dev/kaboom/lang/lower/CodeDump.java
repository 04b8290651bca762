package dev.kaboom.lang.lower;

import dev.kaboom.program.Code;
import dev.kaboom.program.Context;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Memory;
import dev.kaboom.program.Program;
import dev.kaboom.program.ValueType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints programs for tests: one instruction a line, addresses by name. */
public final class CodeDump implements Instruction.Visitor<String>, Expression.Visitor<String> {
  private final Memory memory;
  private final Code code;

  private CodeDump(Memory memory, Code code) {
    this.memory = memory;
    this.code = code;
  }

  /** All contexts. */
  public static String of(Program program) {
    StringBuilder text = new StringBuilder();
    if (program.init().size() > 0) {
      text.append("init\n").append(of(program.memory(), program.init()));
    }
    for (Context context : program.contexts()) {
      text.append(context.name()).append('\n').append(of(program.memory(), context.code()));
    }
    return text.toString();
  }

  /** One code. */
  public static String of(Memory memory, Code code) {
    CodeDump dump = new CodeDump(memory, code);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < code.size(); i++) {
      text.append(String.format(Locale.ROOT, "%3d ", i))
          .append(code.instructions().get(i).accept(dump))
          .append('\n');
    }
    return text.toString();
  }

  private String term(Expression expression) {
    return expression.accept(this);
  }

  private String register(int index) {
    return index < 0 ? "_" : code.registers().get(index);
  }

  private static String type(ValueType type) {
    return (type.signed() ? "s" : "u") + 8 * type.bytes();
  }

  @Override
  public String constant(Expression.Constant expression) {
    long value = expression.value();
    boolean small = Math.abs(value) < 0x1000;
    return small ? Long.toString(value) : memory.describe(value, false);
  }

  @Override
  public String register(Expression.Register expression) {
    return register(expression.index());
  }

  @Override
  public String unary(Expression.Unary expression) {
    return expression.operator().name().toLowerCase(Locale.ROOT) + " " + term(expression.operand());
  }

  @Override
  public String binary(Expression.Binary expression) {
    return "("
        + term(expression.left())
        + " "
        + expression.operator().name().toLowerCase(Locale.ROOT)
        + " "
        + term(expression.right())
        + ")";
  }

  @Override
  public String cast(Expression.Cast expression) {
    return type(expression.type()) + "(" + term(expression.operand()) + ")";
  }

  @Override
  public String conditional(Expression.Conditional expression) {
    return "("
        + term(expression.condition())
        + " ? "
        + term(expression.then())
        + " : "
        + term(expression.otherwise())
        + ")";
  }

  @Override
  public String load(Instruction.Load i) {
    return register(i.register())
        + " = "
        + word(i.kind())
        + "["
        + term(i.address())
        + "] "
        + type(i.type());
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String store(Instruction.Store i) {
    return word(i.kind())
        + "["
        + term(i.address())
        + "] = "
        + term(i.value())
        + " "
        + type(i.type());
  }

  @Override
  public String rmw(Instruction.Rmw i) {
    return register(i.register())
        + " = rmw."
        + word(i.order())
        + (i.returnsValue() ? "" : ".noreturn")
        + "["
        + term(i.address())
        + "]"
        + optional(" if ", i.condition())
        + " := "
        + term(i.newValue())
        + " "
        + type(i.type());
  }

  private String optional(String prefix, @Nullable Expression expression) {
    return expression == null ? "" : prefix + term(expression);
  }

  @Override
  public String fence(Instruction.Fence i) {
    return "fence " + word(i.barrier());
  }

  @Override
  public String lock(Instruction.LockOperation i) {
    return (i.register() < 0 ? "" : register(i.register()) + " = ")
        + word(i.kind())
        + "["
        + term(i.address())
        + "]";
  }

  @Override
  public String rcu(Instruction.RcuOperation i) {
    return (i.register() < 0 ? "" : register(i.register()) + " = ")
        + word(i.kind())
        + optional(" ", i.domain())
        + optional(" cookie ", i.cookie());
  }

  @Override
  public String irq(Instruction.IrqOperation i) {
    return (i.register() < 0 ? "" : register(i.register()) + " = ")
        + "irq "
        + word(i.kind())
        + optional(" ", i.flags());
  }

  @Override
  public String send(Instruction.Send i) {
    return "send "
        + word(i.kind())
        + " "
        + i.routine()
        + " to "
        + term(i.cpu())
        + " with "
        + term(i.argument());
  }

  @Override
  public String awaitSent(Instruction.AwaitSent i) {
    return "await sent";
  }

  @Override
  public String assign(Instruction.Assign i) {
    return register(i.register()) + " = " + term(i.value());
  }

  @Override
  public String nondet(Instruction.Nondet i) {
    return register(i.register()) + " = " + i.low() + " .. " + i.high();
  }

  @Override
  public String branch(Instruction.Branch i) {
    return "unless " + term(i.condition()) + " goto " + i.otherwise() + " join " + i.join();
  }

  @Override
  public String jump(Instruction.Jump i) {
    return "goto " + i.target();
  }

  @Override
  public String atomicBegin(Instruction.AtomicBegin i) {
    return "begin";
  }

  @Override
  public String atomicEnd(Instruction.AtomicEnd i) {
    return "end";
  }

  @Override
  public String require(Instruction.Require i) {
    return "require " + term(i.condition());
  }

  @Override
  public String assume(Instruction.Assume i) {
    return "assume " + term(i.condition());
  }

  @Override
  public String check(Instruction.Check i) {
    return "check " + word(i.kind()) + " " + term(i.condition()) + " \"" + i.message() + "\"";
  }

  @Override
  public String halt(Instruction.Halt i) {
    return "halt";
  }
}

package dev.kaboom.lang.lower.intrinsic;

import dev.kaboom.lang.lower.IntrinsicCall;
import dev.kaboom.lang.lower.Place;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.RmwOrder;
import dev.kaboom.program.ValueType;
import org.jspecify.annotations.Nullable;

/** One read-modify-write that is being put together: its cell and the register of the old value. */
final class ReadModifyWrite {
  /** The suffixes of the primitives that return a value, and what they order. */
  static final class Suffix {
    static final String[] NAMES = {"", "_relaxed", "_acquire", "_release"};

    private Suffix() {}

    static RmwOrder order(String suffix) {
      return switch (suffix) {
        case "_relaxed" -> RmwOrder.RELAXED;
        case "_acquire" -> RmwOrder.ACQUIRE;
        case "_release" -> RmwOrder.RELEASE;
        default -> RmwOrder.FULL;
      };
    }
  }

  private final IntrinsicCall call;
  private final Place.InMemory cell;
  private final int register;

  ReadModifyWrite(IntrinsicCall call, Place.InMemory cell) {
    this.call = call;
    this.cell = cell;
    this.register = call.body().code().temporary();
  }

  /** The value before. */
  Expression old() {
    return Terms.register(register);
  }

  /** How the cell holds its value. */
  ValueType type() {
    return call.cell(cell);
  }

  /** The term cut to the cell's type. */
  Expression cut(Expression term) {
    return Terms.cast(type(), term);
  }

  /** Emits it for a primitive without a value, which orders nothing. */
  void emitUnordered(Expression newValue) {
    emitUnordered(newValue, RmwOrder.RELAXED);
  }

  /** The same, indivisible as {@code order} says. */
  void emitUnordered(Expression newValue, RmwOrder order) {
    add(null, newValue, order, false);
  }

  /** Emits it for a primitive with a value. */
  void emit(Expression newValue, RmwOrder order) {
    add(null, newValue, order, true);
  }

  /** Emits it for a primitive with a value that writes only if the condition holds. */
  void emitIf(Expression condition, Expression newValue, RmwOrder order) {
    add(condition, newValue, order, true);
  }

  private void add(
      @Nullable Expression condition, Expression newValue, RmwOrder order, boolean returnsValue) {
    call.emit(
        new Instruction.Rmw(
            call.at(),
            register,
            cell.address(),
            condition,
            cut(newValue),
            type(),
            order,
            returnsValue));
  }
}

package dev.kaboom.lang.lower;

import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.Initializer;
import dev.kaboom.lang.lower.type.CType;
import org.jspecify.annotations.Nullable;

/** Initial values of objects with static storage: constants, and addresses of such objects. */
final class StaticValues {
  private StaticValues() {}

  /** Gives the cells of the object at {@code address} their values. */
  static void assign(Body body, long address, CType type, @Nullable Initializer initializer) {
    if (initializer == null) {
      return;
    }
    for (Initializers.Slot slot : Initializers.flatten(body, type, initializer)) {
      long value =
          slot.value() instanceof Expression.StringLiteral && !slot.type().pointer()
              ? slot.character()
              : body.constant(slot.value(), slot.type(), "the initial value");
      body.unit().memory().initial(address + slot.offset(), value);
    }
  }
}

package dev.kaboom.lang.lower.type;

import dev.kaboom.program.ValueType;
import java.util.Optional;

/** A pointer. */
public record PointerType(CType to) implements CType {
  public static final PointerType TO_VOID = new PointerType(VoidType.VOID);

  @Override
  public long size() {
    return 8;
  }

  @Override
  public long alignment() {
    return 8;
  }

  @Override
  public boolean complete() {
    return true;
  }

  @Override
  public String spelling() {
    if (to instanceof FunctionType function) {
      return function.spelling("(*)");
    }
    return to.pointer() ? to.spelling() + "*" : to.spelling() + " *";
  }

  @Override
  public Optional<ValueType> cell() {
    return Optional.of(ValueType.POINTER);
  }

  @Override
  public Optional<CType> target() {
    return Optional.of(to);
  }

  @Override
  public boolean pointer() {
    return true;
  }

  @Override
  public Optional<FunctionType> function() {
    return to.function();
  }
}

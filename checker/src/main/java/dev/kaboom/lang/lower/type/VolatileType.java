package dev.kaboom.lang.lower.type;

import dev.kaboom.program.ValueType;
import java.util.Optional;

/** {@code volatile type}: the compiler makes each access once and in order. */
public record VolatileType(CType type) implements CType {
  /** The type made volatile, once. */
  public static CType of(CType type) {
    return type.isVolatile() ? type : new VolatileType(type);
  }

  @Override
  public long size() {
    return type.size();
  }

  @Override
  public long alignment() {
    return type.alignment();
  }

  @Override
  public boolean complete() {
    return type.complete();
  }

  @Override
  public String spelling() {
    return "volatile " + type.spelling();
  }

  @Override
  public CType unqualified() {
    return type;
  }

  @Override
  public boolean isVolatile() {
    return true;
  }

  @Override
  public Optional<ValueType> cell() {
    return type.cell();
  }

  @Override
  public Optional<CType> target() {
    return type.target();
  }

  @Override
  public boolean pointer() {
    return type.pointer();
  }

  @Override
  public Optional<StructType> struct() {
    return type.struct();
  }

  @Override
  public Optional<FunctionType> function() {
    return type.function();
  }

  @Override
  public Optional<IntegerType> integer() {
    return type.integer();
  }
}

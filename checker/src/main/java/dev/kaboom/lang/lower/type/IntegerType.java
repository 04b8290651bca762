package dev.kaboom.lang.lower.type;

import dev.kaboom.program.ValueType;
import java.util.Optional;

/**
 * An integer type, {@code _Bool} and enums included.
 *
 * @param spelling as C writes it
 * @param rank C's integer conversion rank: a larger one wins
 */
public record IntegerType(String spelling, ValueType value, int rank) implements CType {
  public static final IntegerType BOOL = new IntegerType("bool", ValueType.BOOL, 0);
  public static final IntegerType CHAR = new IntegerType("char", new ValueType(1, true), 1);
  public static final IntegerType UNSIGNED_CHAR =
      new IntegerType("unsigned char", new ValueType(1, false), 1);
  public static final IntegerType SHORT = new IntegerType("short", new ValueType(2, true), 2);
  public static final IntegerType UNSIGNED_SHORT =
      new IntegerType("unsigned short", new ValueType(2, false), 2);
  public static final IntegerType INT = new IntegerType("int", ValueType.S32, 3);
  public static final IntegerType UNSIGNED_INT = new IntegerType("unsigned int", ValueType.U32, 3);
  public static final IntegerType LONG = new IntegerType("long", ValueType.S64, 4);
  public static final IntegerType UNSIGNED_LONG =
      new IntegerType("unsigned long", ValueType.U64, 4);
  public static final IntegerType LONG_LONG = new IntegerType("long long", ValueType.S64, 5);
  public static final IntegerType UNSIGNED_LONG_LONG =
      new IntegerType("unsigned long long", ValueType.U64, 5);

  /**
   * The type of {@code enum tag}: {@code unsigned int} unless a constant is negative, as in gcc.
   */
  public static IntegerType enumeration(String tag, ValueType value) {
    return new IntegerType("enum " + tag, value, 3);
  }

  /** Whether a conversion to this type asks only whether the value is 0. */
  public boolean bool() {
    return rank == 0;
  }

  @Override
  public long size() {
    return value.bytes();
  }

  @Override
  public long alignment() {
    return value.bytes();
  }

  @Override
  public boolean complete() {
    return true;
  }

  @Override
  public Optional<ValueType> cell() {
    return Optional.of(value);
  }

  @Override
  public Optional<IntegerType> integer() {
    return Optional.of(this);
  }
}

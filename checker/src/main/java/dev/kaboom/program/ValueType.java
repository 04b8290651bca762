package dev.kaboom.program;

import org.jspecify.annotations.Nullable;

/**
 * The machine type of a scalar: how a 64-bit value is cut to what the cell or variable holds.
 *
 * @param bytes 1, 2, 4 or 8
 * @param signed whether the value is sign-extended to 64 bits, else zero-extended
 */
public record ValueType(int bytes, boolean signed) {
  public static final ValueType S32 = new ValueType(4, true);
  public static final ValueType U32 = new ValueType(4, false);
  public static final ValueType S64 = new ValueType(8, true);
  public static final ValueType U64 = new ValueType(8, false);
  public static final ValueType BOOL = new ValueType(1, false);

  /** Pointers are unsigned 64-bit values. */
  public static final ValueType POINTER = U64;

  /** The value that remains of {@code value} when it is kept in this type. */
  public long wrap(long value) {
    int unused = 64 - 8 * bytes;
    return signed ? value << unused >> unused : value << unused >>> unused;
  }

  /**
   * Written out, as those of other records that a short check compares: linking them takes long.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ValueType type && bytes == type.bytes && signed == type.signed;
  }

  @Override
  public int hashCode() {
    return signed ? -bytes : bytes;
  }
}

package dev.kaboom.interleave;

import dev.kaboom.program.ValueType;

/** Scalar types as ints: twice the size in bytes, plus 1 if signed. */
final class Types {
  private Types() {}

  static int code(ValueType type) {
    return type.bytes() << 1 | (type.signed() ? 1 : 0);
  }

  static int bytes(int type) {
    return type >> 1;
  }

  /** What remains of {@code value} in a type, as {@link ValueType#wrap}. */
  static long wrap(int type, long value) {
    int unused = 64 - 8 * (type >> 1);
    return (type & 1) != 0 ? value << unused >> unused : value << unused >>> unused;
  }
}

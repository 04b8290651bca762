package dev.kaboom.lang.lower.type;

import java.util.Optional;

/** The implicit conversions of C11 6.3 and 6.5. */
public final class Conversions {
  private Conversions() {}

  /** Integer promotion (6.3.1.1): what is smaller than {@code int} becomes {@code int}. */
  public static IntegerType promote(IntegerType type) {
    return type.rank() < IntegerType.INT.rank() ? IntegerType.INT : plain(type);
  }

  private static IntegerType plain(IntegerType type) {
    // An enum computes as the integer type that represents it.
    if (type.rank() != IntegerType.INT.rank()) {
      return type;
    }
    return type.value().signed() ? IntegerType.INT : IntegerType.UNSIGNED_INT;
  }

  /** The usual arithmetic conversions (6.3.1.8): the type in which both operands meet. */
  public static IntegerType common(IntegerType left, IntegerType right) {
    IntegerType a = promote(left);
    IntegerType b = promote(right);
    IntegerType high = a.rank() >= b.rank() ? a : b;
    IntegerType low = a.rank() >= b.rank() ? b : a;
    if (high.rank() == low.rank()) {
      return high.value().signed() ? low : high;
    }
    boolean lowFits = low.value().signed() == high.value().signed() || !high.value().signed();
    if (lowFits || low.value().bytes() < high.value().bytes()) {
      return high;
    }
    return IntegerType.UNSIGNED_LONG_LONG;
  }

  /** Arrays and functions as values: a pointer to the first element, to the function. */
  public static CType decay(CType type) {
    if (type.unqualified() instanceof ArrayType array) {
      return new PointerType(array.element());
    }
    if (type.unqualified() instanceof FunctionType) {
      return new PointerType(type);
    }
    return type.unqualified();
  }

  /** Whether GNU C takes both for the same type, {@code volatile} at the top aside. */
  public static boolean compatible(CType left, CType right) {
    CType a = left.unqualified();
    CType b = right.unqualified();
    if (a.equals(b)) {
      return true;
    }
    Optional<IntegerType> first = a.integer();
    Optional<IntegerType> second = b.integer();
    if (first.isPresent() && second.isPresent()) {
      return plain(first.get()).equals(plain(second.get()));
    }
    if (a.pointer() && b.pointer()) {
      return compatible(a.target().orElseThrow(), b.target().orElseThrow());
    }
    return false;
  }
}

package dev.kaboom.lang.lower.type;

import dev.kaboom.program.ValueType;
import java.util.Optional;

/** A C type after names are resolved. Structs and unions are compared by identity. */
public sealed interface CType
    permits ArrayType, FunctionType, IntegerType, PointerType, StructType, VoidType, VolatileType {

  /** {@code sizeof} in bytes; 0 while the type is incomplete. */
  long size();

  /** The alignment in bytes, a power of two. */
  long alignment();

  /** Whether an object of this type can be laid out. */
  boolean complete();

  /** As C would write it in a message: {@code struct list_head *}. */
  String spelling();

  /** This type without {@code volatile} around it. */
  default CType unqualified() {
    return this;
  }

  /** Whether it was declared {@code volatile}. */
  default boolean isVolatile() {
    return false;
  }

  /** How one cell holds a value of this type; empty for what is no integer and no pointer. */
  default Optional<ValueType> cell() {
    return Optional.empty();
  }

  /** Whether a value of this type is one cell: an integer or a pointer. */
  default boolean scalar() {
    return cell().isPresent();
  }

  /** What a pointer points to, or what an array consists of. */
  default Optional<CType> target() {
    return Optional.empty();
  }

  /** Whether it is a pointer (not an array). */
  default boolean pointer() {
    return false;
  }

  /** The struct or union that it is. */
  default Optional<StructType> struct() {
    return Optional.empty();
  }

  /** The function type that it is, or points to. */
  default Optional<FunctionType> function() {
    return Optional.empty();
  }

  /** The integer type that it is. */
  default Optional<IntegerType> integer() {
    return Optional.empty();
  }
}

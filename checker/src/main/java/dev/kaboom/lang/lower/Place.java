package dev.kaboom.lang.lower;

import dev.kaboom.lang.lower.type.CType;
import dev.kaboom.program.Expression;

/** What can be assigned to (C's lvalue). */
public sealed interface Place extends Operand {
  /** A local variable that no pointer can reach. */
  record InRegister(CType type, int register) implements Place {}

  /** An object in memory, or a part of one. */
  record InMemory(CType type, Expression address, Space space) implements Place {
    /** A place of that type; {@code volatile} leaves the type and marks the place. */
    public static InMemory of(CType type, Expression address, Space around) {
      boolean marked = around == Space.ORDINARY && type.isVolatile();
      return new InMemory(type.unqualified(), address, marked ? Space.VOLATILE : around);
    }
  }

  /** How memory may be accessed. */
  enum Space {
    /** Unmarked C accesses. */
    ORDINARY,
    /** {@code volatile}: every access is made once and in order. */
    VOLATILE,
    /** A per-CPU variable without a CPU: only its address has a meaning. */
    PER_CPU
  }
}

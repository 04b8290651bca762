package dev.kaboom.lang.ast;

/** A specifier of a declaration that is no part of its type. */
public enum Attribute {
  STATIC,
  EXTERN,
  INLINE,
  REGISTER,
  CONST,
  VOLATILE,
  /** {@code __percpu}: each CPU has its own copy. */
  PER_CPU,
  /** {@code noreturn}. */
  NORETURN,
  /** {@code __attribute__((packed))}. */
  PACKED,
  /** {@code __attribute__((aligned(n)))} in any form: alignment has no meaning here. */
  ALIGNED
}

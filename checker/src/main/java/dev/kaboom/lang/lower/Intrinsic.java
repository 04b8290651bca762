package dev.kaboom.lang.lower;

/** A primitive of the kernel or of the checker that has no definition in C. */
@FunctionalInterface
public interface Intrinsic {
  /** Lowers one call of it. */
  Operand apply(IntrinsicCall call);
}

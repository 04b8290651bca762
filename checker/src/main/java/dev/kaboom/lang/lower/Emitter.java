package dev.kaboom.lang.lower;

import dev.kaboom.lang.Span;
import dev.kaboom.program.Instruction;

/** Puts instructions into code, as far as the site allows them. */
interface Emitter {
  /** Emits one instruction that does not jump. */
  void emit(Instruction instruction, Span span);
}

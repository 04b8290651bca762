package dev.kaboom.interleave.replay;

import dev.kaboom.program.Instruction;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** An instruction that was issued under {@code cppo} and has not taken effect yet. */
final class WindowEntry {
  /** What it will do. */
  enum Kind {
    LOAD,
    STORE,
    RMW,
    /** Assigns a register. */
    ASSIGN,
    /** A check or an assumption. */
    CHECK,
    BRANCH;

    boolean access() {
      return this == LOAD || this == STORE || this == RMW;
    }

    boolean writes() {
      return this == STORE || this == RMW;
    }

    /** Whether the execution may end with it. */
    boolean guards() {
      return this == BRANCH || this == CHECK;
    }
  }

  final int number;
  final Kind kind;
  final Instruction instruction;

  /** The instruction's place in the code. */
  final int index;

  final Operands expressions;

  /** The registers that it reads, as they were when it was issued. */
  final SortedMap<Integer, Operand> operands = new TreeMap<>();

  /** The numbers of the guessed branches in whose arms it was issued. */
  final SortedSet<Integer> controllers = new TreeSet<>();

  /** For BRANCH. */
  boolean guess;

  /** It has taken effect and stays only because an earlier address is unknown. */
  boolean performed;

  /** A younger entry took effect before it. For reports only. */
  boolean overtaken;

  WindowEntry(int number, Kind kind, Instruction instruction, int index, Operands expressions) {
    this.number = number;
    this.kind = kind;
    this.instruction = instruction;
    this.index = index;
    this.expressions = expressions;
  }

  WindowEntry copy() {
    WindowEntry copy = new WindowEntry(number, kind, instruction, index, expressions);
    copy.operands.putAll(operands);
    copy.controllers.addAll(controllers);
    copy.guess = guess;
    copy.performed = performed;
    copy.overtaken = overtaken;
    return copy;
  }

  /** What it knows about a register. */
  Operand operand(int register) {
    return operands.getOrDefault(register, Operand.ZERO);
  }

  /** An entry that was awaited has produced its value. */
  void receive(int producer, long value) {
    operands.replaceAll((r, o) -> o.producer() == producer ? Operand.of(value) : o);
  }
}

package dev.kaboom.lang.lower;

import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Statement;
import dev.kaboom.lang.lower.code.Label;
import dev.kaboom.lang.lower.type.CType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One inlined call, or the block at the bottom: where {@code return}, {@code break} … lead. */
final class Frame {
  /** Where {@code break} and {@code continue} lead; a switch has no {@code continue} of its own. */
  record Exit(Label breakTo, @Nullable Label continueTo, int atomic) {}

  /** A named label, and the indivisible steps in which it stands and from which gotos come. */
  static final class Mark {
    final Label label;
    @Nullable Span placed;
    int placedIn;
    @Nullable Span used;
    int usedIn;

    Mark(Label label) {
      this.label = label;
    }
  }

  private final String name;
  private final @Nullable Frame caller;
  private final NameUses uses;
  private final CType resultType;
  private final int resultRegister;
  private final Label end;
  private final int atomic;
  private final Map<String, Mark> marks = new LinkedHashMap<>();
  private final Deque<Exit> exits = new ArrayDeque<>();
  private final IdentityHashMap<Statement, Label> cases = new IdentityHashMap<>();

  /**
   * A frame.
   *
   * @param resultRegister receives what is returned, or -1
   * @param atomic the indivisible step that the call is part of, or 0
   */
  Frame(
      String name,
      @Nullable Frame caller,
      NameUses uses,
      CType resultType,
      int resultRegister,
      Label end,
      int atomic) {
    this.name = name;
    this.caller = caller;
    this.uses = uses;
    this.resultType = resultType;
    this.resultRegister = resultRegister;
    this.end = end;
    this.atomic = atomic;
  }

  /** The same place in another code, for what is looked at and not kept. */
  Frame probe(Label probeEnd) {
    return new Frame(name, caller, uses, resultType, resultRegister, probeEnd, atomic);
  }

  String name() {
    return name;
  }

  @Nullable Frame caller() {
    return caller;
  }

  NameUses uses() {
    return uses;
  }

  CType resultType() {
    return resultType;
  }

  int resultRegister() {
    return resultRegister;
  }

  Label end() {
    return end;
  }

  int atomic() {
    return atomic;
  }

  Map<String, Mark> marks() {
    return marks;
  }

  Deque<Exit> exits() {
    return exits;
  }

  /** The labels of the {@code case}s of the switches around. */
  IdentityHashMap<Statement, Label> cases() {
    return cases;
  }

  /** How many calls lie below. */
  int depth() {
    int depth = 0;
    for (Frame frame = caller; frame != null; frame = frame.caller) {
      depth++;
    }
    return depth;
  }
}

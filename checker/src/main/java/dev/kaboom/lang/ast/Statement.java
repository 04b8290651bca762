package dev.kaboom.lang.ast;

import com.google.common.collect.ImmutableList;
import dev.kaboom.lang.Span;
import org.jspecify.annotations.Nullable;

/**
 * A statement. Labels, {@code case} and {@code default} are statements of their own that stand
 * before what they label; where C has room for one statement only, both are wrapped in a block.
 */
public sealed interface Statement extends Node {
  /** Calls the visitor's method for this kind of statement. */
  <R> R accept(Visitor<R> visitor);

  /** {@code { statements }}: a scope. */
  record Block(Span span, ImmutableList<Statement> statements) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.block(this);
    }
  }

  /** {@code atomic { body }}: one indivisible step. */
  record Atomic(Span span, Block body) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.atomic(this);
    }
  }

  /** {@code expression;}. */
  record Evaluate(Span span, Expression expression) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.evaluate(this);
    }
  }

  /** {@code type a, b;}: never function definitions or scenario blocks. */
  record Declare(Span span, ImmutableList<Declaration> declarations) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.declare(this);
    }
  }

  /** {@code if (condition) then else otherwise}; the span is that of the head. */
  record If(Span span, Expression condition, Statement then, @Nullable Statement otherwise)
      implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.branch(this);
    }
  }

  /** {@code while (condition) body}; the span is that of the head. */
  record While(Span span, Expression condition, Statement body) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.whileLoop(this);
    }
  }

  /** {@code do body while (condition);}; the span is that of the foot, from {@code while}. */
  record DoWhile(Span span, Statement body, Expression condition) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.doWhile(this);
    }
  }

  /**
   * {@code for (init; condition; step) body}; the span is that of the head.
   *
   * @param init Declare, Evaluate or Empty; its names are in scope in the whole loop
   */
  record For(
      Span span,
      Statement init,
      @Nullable Expression condition,
      @Nullable Expression step,
      Statement body)
      implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.forLoop(this);
    }
  }

  /** {@code switch (selector) body}; the span is that of the head. */
  record Switch(Span span, Expression selector, Statement body) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.select(this);
    }
  }

  /** {@code case value:} or {@code case value ... last:}. */
  record Case(Span span, Expression value, @Nullable Expression last) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.caseLabel(this);
    }
  }

  /** {@code default:}. */
  record Default(Span span) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.defaultLabel(this);
    }
  }

  /** {@code name:}. */
  record Label(Span span, String name) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.label(this);
    }
  }

  /** {@code goto label;}. */
  record Goto(Span span, String label) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.jump(this);
    }
  }

  /** {@code break;}. */
  record Break(Span span) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.breakOut(this);
    }
  }

  /** {@code continue;}. */
  record Continue(Span span) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.continueLoop(this);
    }
  }

  /** {@code return value;}. */
  record Return(Span span, @Nullable Expression value) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.giveBack(this);
    }
  }

  /** {@code ;}. */
  record Empty(Span span) implements Statement {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.empty(this);
    }
  }

  /** One method for each kind of statement. */
  interface Visitor<R> {
    R block(Block statement);

    R atomic(Atomic statement);

    R evaluate(Evaluate statement);

    R declare(Declare statement);

    R branch(If statement);

    R whileLoop(While statement);

    R doWhile(DoWhile statement);

    R forLoop(For statement);

    R select(Switch statement);

    R caseLabel(Case statement);

    R defaultLabel(Default statement);

    R label(Label statement);

    R jump(Goto statement);

    R breakOut(Break statement);

    R continueLoop(Continue statement);

    R giveBack(Return statement);

    R empty(Empty statement);
  }
}

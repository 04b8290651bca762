package dev.kaboom.lang.lower;

import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Declaration;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.Statement;
import dev.kaboom.lang.ast.UnaryOp;
import dev.kaboom.lang.lower.code.Label;
import dev.kaboom.lang.lower.type.VoidType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lowers statements. A statement with an error is reported and left out; the next one follows. */
final class Statements implements Statement.Visitor<Done> {
  private final Body body;
  private final Switches switches;

  Statements(Body body) {
    this.body = body;
    this.switches = new Switches(body);
  }

  void lower(Statement statement) {
    body.unit().step(statement.span());
    try {
      statement.accept(this);
    } catch (SemanticException problem) {
      if (body.probing()) {
        throw problem;
      }
      body.unit().diagnostics().add(problem.diagnostic());
    }
  }

  /** Ends the frame: places its end, and checks that every goto has found its label. */
  void closeFrame() {
    body.code().place(body.frame().end());
    body.frame().marks().forEach(this::check);
  }

  private void check(String name, Frame.Mark mark) {
    Span used = mark.used;
    if (used != null && mark.placed == null) {
      report(used, "there is no label '" + name + "' in this function");
    } else if (used != null && mark.usedIn != mark.placedIn) {
      report(used, "this goto leaves or enters an indivisible step");
    }
  }

  private void report(Span span, String message) {
    body.unit().diagnostics().error(span, message);
  }

  /** The value of {@code ({ … })}. */
  Operand valueOf(Statement.Block block) {
    return body.inScope(
        () -> {
          List<Statement> all = block.statements();
          for (int i = 0; i < all.size(); i++) {
            boolean last = i == all.size() - 1;
            if (last && all.get(i) instanceof Statement.Evaluate evaluate) {
              return body.value(evaluate.expression());
            }
            lower(all.get(i));
          }
          return Value.NOTHING;
        });
  }

  @Override
  public Done block(Statement.Block statement) {
    return body.inScope(
        () -> {
          statement.statements().forEach(this::lower);
          return Done.DONE;
        });
  }

  @Override
  public Done atomic(Statement.Atomic statement) {
    body.atomically(statement.span(), () -> lower(statement.body()));
    return Done.DONE;
  }

  @Override
  public Done evaluate(Statement.Evaluate statement) {
    body.evaluate(unused(statement.expression()));
    return Done.DONE;
  }

  /** {@code i++} whose value nobody wants is {@code ++i}. */
  private static Expression unused(Expression expression) {
    if (expression instanceof Expression.Unary unary) {
      if (unary.operator() == UnaryOp.POST_INCREMENT) {
        return new Expression.Unary(unary.span(), UnaryOp.PRE_INCREMENT, unary.operand());
      }
      if (unary.operator() == UnaryOp.POST_DECREMENT) {
        return new Expression.Unary(unary.span(), UnaryOp.PRE_DECREMENT, unary.operand());
      }
    }
    return expression;
  }

  @Override
  public Done declare(Statement.Declare statement) {
    for (Declaration declaration : statement.declarations()) {
      declaration.accept(body.declarations());
    }
    return Done.DONE;
  }

  @Override
  public Done branch(Statement.If statement) {
    Label otherwise = body.label();
    Statement last = statement.otherwise();
    body.conditions().jumpUnless(statement.condition(), otherwise);
    lower(statement.then());
    if (last == null) {
      body.code().place(otherwise);
      return Done.DONE;
    }
    Label end = body.label();
    body.code().jump(body.at(statement.span()), end);
    body.code().place(otherwise);
    lower(last);
    body.code().place(end);
    return Done.DONE;
  }

  @Override
  public Done whileLoop(Statement.While statement) {
    Label top = body.label();
    Label end = body.label();
    body.code().place(top);
    body.conditions().jumpUnless(statement.condition(), end);
    loopBody(statement.body(), end, top);
    body.code().jump(body.at(statement.span()), top);
    body.code().place(end);
    return Done.DONE;
  }

  @Override
  public Done doWhile(Statement.DoWhile statement) {
    Label top = body.label();
    Label foot = body.label();
    Label end = body.label();
    body.code().place(top);
    loopBody(statement.body(), end, foot);
    body.code().place(foot);
    body.conditions().jumpIf(statement.condition(), top);
    body.code().place(end);
    return Done.DONE;
  }

  @Override
  public Done forLoop(Statement.For statement) {
    return body.inScope(
        () -> {
          Label top = body.label();
          Label next = body.label();
          Label end = body.label();
          lower(statement.init());
          body.code().place(top);
          if (statement.condition() != null) {
            body.conditions().jumpUnless(statement.condition(), end);
          }
          loopBody(statement.body(), end, next);
          body.code().place(next);
          if (statement.step() != null) {
            body.evaluate(unused(statement.step()));
          }
          body.code().jump(body.at(statement.span()), top);
          body.code().place(end);
          return Done.DONE;
        });
  }

  private void loopBody(Statement inner, Label end, Label next) {
    body.frame().exits().push(new Frame.Exit(end, next, body.atomic()));
    try {
      lower(inner);
    } finally {
      body.frame().exits().pop();
    }
  }

  @Override
  public Done select(Statement.Switch statement) {
    switches.lower(statement);
    return Done.DONE;
  }

  @Override
  public Done caseLabel(Statement.Case statement) {
    return switches.place(statement);
  }

  @Override
  public Done defaultLabel(Statement.Default statement) {
    return switches.place(statement);
  }

  @Override
  public Done label(Statement.Label statement) {
    Frame.Mark mark = mark(statement.name());
    if (mark.placed != null) {
      throw new SemanticException(
          statement.span(), "two labels have the name '" + statement.name() + "'");
    }
    mark.placed = statement.span();
    mark.placedIn = body.atomic();
    body.code().place(mark.label);
    return Done.DONE;
  }

  private Frame.Mark mark(String name) {
    return body.frame().marks().computeIfAbsent(name, n -> new Frame.Mark(body.label()));
  }

  @Override
  public Done jump(Statement.Goto statement) {
    Frame.Mark mark = mark(statement.label());
    // The first goto that crosses the edge of an indivisible step is the one to report.
    if (mark.used == null || mark.usedIn == mark.placedIn) {
      mark.used = statement.span();
      mark.usedIn = body.atomic();
    }
    body.code().jump(body.at(statement.span()), mark.label);
    return Done.DONE;
  }

  @Override
  public Done breakOut(Statement.Break statement) {
    Frame.Exit exit = body.frame().exits().peek();
    leave(statement.span(), "break", exit, exit == null ? null : exit.breakTo());
    return Done.DONE;
  }

  @Override
  public Done continueLoop(Statement.Continue statement) {
    for (Frame.Exit exit : body.frame().exits()) {
      if (exit.continueTo() != null) {
        leave(statement.span(), "continue", exit, exit.continueTo());
        return Done.DONE;
      }
    }
    leave(statement.span(), "continue", null, null);
    return Done.DONE;
  }

  private void leave(Span span, String word, Frame.@Nullable Exit exit, @Nullable Label target) {
    if (exit == null || target == null) {
      throw new SemanticException(span, word + " outside a loop");
    }
    if (exit.atomic() != body.atomic()) {
      throw new SemanticException(span, "this " + word + " leaves an indivisible step");
    }
    body.code().jump(body.at(span), target);
  }

  @Override
  public Done giveBack(Statement.Return statement) {
    Frame frame = body.frame();
    if (frame.atomic() != body.atomic()) {
      throw new SemanticException(statement.span(), "this return leaves an indivisible step");
    }
    if (statement.value() == null) {
      if (frame.resultType() != VoidType.VOID) {
        throw new SemanticException(
            statement.span(), "'" + frame.name() + "' returns " + frame.resultType().spelling());
      }
    } else {
      result(statement.value(), frame);
    }
    body.code().jump(body.at(statement.span()), frame.end());
    return Done.DONE;
  }

  private void result(Expression expression, Frame frame) {
    int before = body.code().registerCount();
    Value value = body.value(expression);
    if (frame.resultType() == VoidType.VOID) {
      if (value.type() != VoidType.VOID) {
        throw new SemanticException(expression.span(), "'" + frame.name() + "' returns no value");
      }
      return;
    }
    Value converted = body.conversions().implicit(value, frame.resultType(), expression.span());
    body.places().assign(frame.resultRegister(), converted, before, expression.span());
  }

  @Override
  public Done empty(Statement.Empty statement) {
    return Done.DONE;
  }
}

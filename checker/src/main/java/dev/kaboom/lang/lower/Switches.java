package dev.kaboom.lang.lower;

import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.Statement;
import dev.kaboom.lang.lower.code.Label;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.lang.lower.type.CType;
import dev.kaboom.program.BinaryOperator;
import dev.kaboom.program.Position;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Lowers {@code switch}: a chain of comparisons, then the body with labels in it. */
final class Switches {
  private final Body body;

  Switches(Body body) {
    this.body = body;
  }

  /** Finds the labels of one switch, not those of the switches within. */
  private static final class Labels extends Walker {
    final List<Statement> found = new ArrayList<>();

    @Override
    public Boolean caseLabel(Statement.Case statement) {
      return found.add(statement);
    }

    @Override
    public Boolean defaultLabel(Statement.Default statement) {
      return found.add(statement);
    }

    @Override
    public Boolean select(Statement.Switch statement) {
      return false;
    }
  }

  void lower(Statement.Switch statement) {
    Span span = statement.span();
    Value value = body.conversions().promoted(body.scalar(statement.selector()));
    Value selector = new Value(value.type(), body.kept(value.term(), span));
    Labels labels = new Labels();
    labels.walk(statement.body());
    Label end = body.label();
    Label otherwise = end;
    Set<Long> seen = new LinkedHashSet<>();
    for (Statement found : labels.found) {
      Label label = body.label();
      body.frame().cases().put(found, label);
      if (found instanceof Statement.Case one) {
        compare(selector, one, label, seen);
      } else {
        otherwise = label;
      }
    }
    body.code().jump(body.at(span), otherwise);
    body.frame().exits().push(new Frame.Exit(end, null, body.atomic()));
    try {
      body.statements().lower(statement.body());
    } finally {
      body.frame().exits().pop();
    }
    body.code().place(end);
  }

  private void compare(Value selector, Statement.Case one, Label label, Set<Long> seen) {
    Position at = body.at(one.span());
    long low = constant(one.value(), selector.type());
    Expression last = one.last();
    if (!seen.add(low)) {
      throw new SemanticException(one.span(), "two cases have the value " + low);
    }
    dev.kaboom.program.Expression term = selector.term();
    dev.kaboom.program.Expression matches = Terms.equal(term, Terms.constant(low));
    if (last != null) {
      long high = constant(last, selector.type());
      matches =
          Terms.binary(
              BinaryOperator.AND,
              Terms.binary(BinaryOperator.LESS_EQUAL, Terms.constant(low), term),
              Terms.binary(BinaryOperator.LESS_EQUAL, term, Terms.constant(high)));
    }
    body.code().branch(at, Terms.not(matches), label);
  }

  private long constant(Expression value, CType type) {
    return body.constant(value, type, "the value of a case");
  }

  /** Puts a case's label here. */
  Done place(Statement label) {
    Label known = body.frame().cases().get(label);
    if (known == null) {
      throw new SemanticException(label.span(), "a case outside a switch");
    }
    body.code().place(known);
    return Done.DONE;
  }
}

package dev.kaboom.lang.lower.intrinsic;

import dev.kaboom.lang.ast.Expression.StringLiteral;
import dev.kaboom.lang.lower.IntrinsicCall;
import dev.kaboom.lang.lower.SemanticException;
import dev.kaboom.lang.lower.Value;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.program.CheckKind;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;

/** {@code assert}, {@code WARN_ON}, {@code BUG_ON}, {@code fault}: what must not happen. */
final class Checks {
  private Checks() {}

  static void addTo(Primitives table) {
    table.action(
        "assert", 1, call -> check(call, CheckKind.ASSERT, condition(call), written(call)));
    table.value("WARN_ON", 1, Checks::warn);
    table.value("WARN_ON_ONCE", 1, Checks::warn);
    table.action(
        "BUG_ON", 1, call -> check(call, CheckKind.BUG, Terms.not(condition(call)), written(call)));
    table.action("BUG", 0, call -> check(call, CheckKind.BUG, Terms.ZERO, "BUG()"));
    table.action("fault", 1, Checks::fault);
  }

  private static Expression condition(IntrinsicCall call) {
    return call.body().scalar(call.arguments().get(0)).term();
  }

  private static String written(IntrinsicCall call) {
    String text = call.spanOf(0).text().strip().replaceAll("\\s+", " ");
    // Within a macro's expansion both have the span of the macro's use, which is what was written.
    boolean macro = call.span().equals(call.spanOf(0));
    return macro ? text : call.name() + "(" + text + ")";
  }

  private static void check(
      IntrinsicCall call, CheckKind kind, Expression condition, String message) {
    call.emit(new Instruction.Check(call.at(), kind, condition, message));
  }

  private static Value warn(IntrinsicCall call) {
    Expression warns = call.body().kept(Terms.truth(condition(call)), call.span());
    check(call, CheckKind.WARN, Terms.not(warns), written(call));
    return Value.truth(warns);
  }

  private static void fault(IntrinsicCall call) {
    if (call.arguments().get(0) instanceof StringLiteral name) {
      check(call, CheckKind.FAULT, Terms.ZERO, name.value());
      return;
    }
    throw new SemanticException(call.spanOf(0), "fault() takes a string", "fault(\"#UD\")");
  }
}

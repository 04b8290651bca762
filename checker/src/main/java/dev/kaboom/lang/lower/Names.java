package dev.kaboom.lang.lower;

import dev.kaboom.lang.Span;
import dev.kaboom.lang.Suggestions;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.lang.lower.type.IntegerType;
import dev.kaboom.lang.lower.type.PointerType;
import java.util.Optional;

/** Finds out what names in expressions mean. */
final class Names {
  private final Body body;

  Names(Body body) {
    this.body = body;
  }

  Operand resolve(Expression.Identifier identifier) {
    String name = identifier.name();
    Optional<Symbol> symbol = body.scope().find(name);
    if (symbol.isEmpty()) {
      return unknown(name, identifier.span());
    }
    Symbol found = symbol.get();
    if (found instanceof Symbol.Variable variable) {
      return variable(name, variable, identifier.span());
    }
    if (found instanceof Symbol.Known known) {
      return known.value();
    }
    if (found instanceof Symbol.Callable callable) {
      return address(callable.routine(), identifier.span());
    }
    throw new SemanticException(identifier.span(), "'" + name + "' is a type, not a value");
  }

  private Operand variable(String name, Symbol.Variable variable, Span span) {
    boolean global = body.unit().globals().own(name).filter(variable::equals).isPresent();
    if (!global) {
      return variable.place();
    }
    switch (body.site().kind()) {
      case PREDICATE -> {
        if (!body.probing()) {
          body.unit().observe(name);
        }
      }
      case CONSTANT, CONTEXT, INIT -> {}
    }
    if (variable.place().type().unqualified().complete()
        || variable.place().type().target().isPresent()) {
      return variable.place();
    }
    throw new SemanticException(
        span, "'" + name + "' has the incomplete type " + variable.place().type().spelling());
  }

  /** The address of a function as a value. */
  private Value address(Routine routine, Span span) {
    routine.body(span);
    routine.take();
    long address = body.unit().memory().function(routine.name());
    return new Value(new PointerType(routine.type()), Terms.constant(address));
  }

  private Operand unknown(String name, Span span) {
    if (name.equals("NR_CPUS") || name.equals("nr_cpu_ids")) {
      return Value.ofInt(body.cpuCount());
    }
    if (body.litmus()) {
      return body.declarations().litmusRegister(name, IntegerType.LONG);
    }
    String hint = Suggestions.hint(name, body.scope().names());
    throw new SemanticException(span, "'" + name + "' is not declared", hint);
  }
}

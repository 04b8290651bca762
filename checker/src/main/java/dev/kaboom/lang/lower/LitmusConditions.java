package dev.kaboom.lang.lower;

import com.google.common.collect.ComparisonChain;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.LitmusCondition;
import dev.kaboom.lang.ast.LitmusTerm;
import dev.kaboom.lang.ast.LitmusTest;
import dev.kaboom.lang.ast.LitmusTest.RoutineKind;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.lang.lower.type.IntegerType;
import dev.kaboom.program.Context;
import dev.kaboom.program.Memory;
import dev.kaboom.program.Observable;
import dev.kaboom.program.Position;
import dev.kaboom.property.Formula;
import dev.kaboom.property.Property;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The final condition of a litmus test and what its state strings show: the observed registers by
 * routine and name, then the observed variables by name, as herd7 sorts them.
 */
final class LitmusConditions {
  /** The question, and what is shown. */
  record Result(Property property, ImmutableList<Observable> observables) {}

  private final LitmusTest test;
  private final LitmusVariables variables;
  private final List<LitmusTerm> shown = new ArrayList<>();
  private final List<LitmusTerm> all = new ArrayList<>();
  private final List<LitmusCondition.Symbol> symbols = new ArrayList<>();

  LitmusConditions(LitmusTest test, LitmusVariables variables) {
    this.test = test;
    this.variables = variables;
    shown.addAll(test.locations());
    collect(test.condition(), shown);
    all.addAll(shown);
    LitmusCondition filter = test.filter();
    if (filter != null) {
      collect(filter, all);
    }
  }

  private void collect(LitmusCondition condition, List<LitmusTerm> terms) {
    if (condition instanceof LitmusCondition.Equals equals) {
      terms.add(equals.left());
      if (equals.right() instanceof LitmusCondition.Observed observed) {
        terms.add(observed.term());
      } else if (equals.right() instanceof LitmusCondition.Symbol symbol) {
        symbols.add(symbol);
      }
    } else if (condition instanceof LitmusCondition.Not not) {
      collect(not.operand(), terms);
    } else if (condition instanceof LitmusCondition.And and) {
      collect(and.left(), terms);
      collect(and.right(), terms);
    } else if (condition instanceof LitmusCondition.Or or) {
      collect(or.left(), terms);
      collect(or.right(), terms);
    }
  }

  /** Places the variables that only the condition names. */
  void declareVariables() {
    for (LitmusTerm term : all) {
      if (term instanceof LitmusTerm.Variable variable) {
        variables.declare(variable.name(), IntegerType.LONG, variable.span());
      }
    }
    for (LitmusCondition.Symbol symbol : symbols) {
      variables.declare(symbol.name(), IntegerType.LONG, symbol.span());
    }
  }

  /** The registers of a routine that are observed. */
  List<LitmusTerm.Register> registersOf(LitmusTest.Routine routine) {
    List<LitmusTerm.Register> registers = new ArrayList<>();
    for (LitmusTerm term : all) {
      if (term instanceof LitmusTerm.Register register
          && register.kind() == routine.kind()
          && register.cpu() == routine.cpu()) {
        registers.add(register);
      }
    }
    return registers;
  }

  private static int byPlace(LitmusTerm.Register left, LitmusTerm.Register right) {
    return ComparisonChain.start()
        .compare(left.kind(), right.kind())
        .compare(left.cpu(), right.cpu())
        .compare(left.name(), right.name())
        .result();
  }

  /** Resolves the condition against the finished contexts and memory. */
  Result resolve(
      List<Context> contexts, Map<String, Map<String, Integer>> registers, Memory memory) {
    Resolver resolver = new Resolver(contexts, registers, memory);
    Set<Observable> observed = new LinkedHashSet<>();
    shown.stream()
        .filter(LitmusTerm.Register.class::isInstance)
        .map(LitmusTerm.Register.class::cast)
        .sorted(LitmusConditions::byPlace)
        .forEach(register -> observed.add(resolver.observable(register)));
    List<Observable> cells = new ArrayList<>();
    shown.stream()
        .filter(term -> !(term instanceof LitmusTerm.Register))
        .forEach(term -> cells.add(resolver.observable(term)));
    cells.sort((left, right) -> left.label().compareTo(right.label()));
    observed.addAll(cells);
    LitmusCondition filter = test.filter();
    Property property =
        new Property.FinalCondition(
            test.name(),
            position(test.condition().span()),
            test.quantifier(),
            resolver.formula(test.condition()),
            filter == null ? new Formula.Literal(true) : resolver.formula(filter),
            test.text());
    return new Result(property, ImmutableList.copyOf(observed));
  }

  private static Position position(Span span) {
    return new Position(
        span.file().name(), span.line(), span.column(), "", span.file().line(span.line()).strip());
  }

  /** Turns terms into observables and conditions into formulas. */
  private final class Resolver {
    private final List<Context> contexts;
    private final Map<String, Map<String, Integer>> registers;
    private final Memory memory;

    Resolver(List<Context> contexts, Map<String, Map<String, Integer>> registers, Memory memory) {
      this.contexts = contexts;
      this.registers = registers;
      this.memory = memory;
    }

    Formula formula(LitmusCondition condition) {
      if (condition instanceof LitmusCondition.Not not) {
        return new Formula.Not(formula(not.operand()));
      }
      if (condition instanceof LitmusCondition.And and) {
        return new Formula.And(formula(and.left()), formula(and.right()));
      }
      if (condition instanceof LitmusCondition.Or or) {
        return new Formula.Or(formula(or.left()), formula(or.right()));
      }
      if (condition instanceof LitmusCondition.Equals equals) {
        return equation(equals);
      }
      return new Formula.Literal(((LitmusCondition.Literal) condition).value());
    }

    private Formula equation(LitmusCondition.Equals equals) {
      Observable left = observable(equals.left());
      if (equals.right() instanceof LitmusCondition.Observed observed) {
        return new Formula.EqualsObservable(left, observable(observed.term()));
      }
      if (equals.right() instanceof LitmusCondition.Symbol symbol) {
        Value address = variables.address(symbol.name(), symbol.span());
        return new Formula.EqualsConstant(left, Terms.known(address.term()).orElseThrow());
      }
      LitmusCondition.Constant constant = (LitmusCondition.Constant) equals.right();
      return new Formula.EqualsConstant(left, constant.value());
    }

    Observable observable(LitmusTerm term) {
      if (term instanceof LitmusTerm.Register register) {
        return register(register);
      }
      if (term instanceof LitmusTerm.Variable variable) {
        return cell("[" + variable.name() + "]", variable.name(), 0, variable.span());
      }
      if (term instanceof LitmusTerm.Element element) {
        String label = element.name() + "[" + element.index() + "]";
        return cell(label, element.name(), element.index(), element.span());
      }
      throw new SemanticException(
          term.span(), "a condition cannot follow a pointer", "name the variable itself");
    }

    private Observable register(LitmusTerm.Register register) {
      String routine =
          (register.kind() == RoutineKind.PROCESS ? "P" : register.kind().name()) + register.cpu();
      Integer index = registers.getOrDefault(routine, ImmutableMap.of()).get(register.name());
      for (Context context : contexts) {
        if (context.title().equals(routine) && index != null) {
          String thread =
              register.kind() == RoutineKind.PROCESS ? Integer.toString(register.cpu()) : routine;
          return new Observable.OfRegister(thread + ":" + register.name(), context.index(), index);
        }
      }
      throw new SemanticException(register.span(), "there is no " + routine);
    }

    private Observable cell(String label, String name, long index, Span span) {
      long base = Terms.known(variables.address(name, span).term()).orElseThrow();
      int location = memory.locationAt(base + 8 * index);
      boolean inside = location >= 0 && ofObject(location, name);
      if (!inside) {
        throw new SemanticException(span, "'" + name + "' has no element " + index);
      }
      return new Observable.OfLocation(label, location);
    }

    private boolean ofObject(int location, String name) {
      String cell = memory.locations().get(location).name();
      return cell.equals(name) || cell.startsWith(name + "[");
    }
  }
}

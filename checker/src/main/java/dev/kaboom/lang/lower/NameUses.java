package dev.kaboom.lang.lower;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.Statement;
import dev.kaboom.lang.ast.UnaryOp;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which names a function body assigns, and of which it takes the address. Names, not variables: two
 * variables of one name count as one, which can only cost a register or a cell.
 */
final class NameUses extends Walker {
  /** Primitives that assign their arguments; the first of them is one. */
  private static final ImmutableSet<String> ASSIGNING =
      ImmutableSet.of(
          "WRITE_ONCE",
          "local_irq_save",
          "raw_local_irq_save",
          "smp_store_mb",
          "rcu_assign_pointer",
          "RCU_INIT_POINTER",
          "this_cpu_write");

  private final Set<String> assigned = new LinkedHashSet<>();
  private final Set<String> addressed = new LinkedHashSet<>();

  /** The uses below a statement. */
  static NameUses in(Statement body) {
    NameUses uses = new NameUses();
    uses.walk(body);
    return uses;
  }

  /** Whether some variable of that name is assigned after its declaration. */
  boolean assigned(String name) {
    return assigned.contains(name) || addressed.contains(name);
  }

  /** Whether the address of some variable of that name is taken. */
  boolean addressed(String name) {
    return addressed.contains(name);
  }

  @Override
  public Boolean assignment(Expression.Assignment expression) {
    note(assigned, expression.target());
    return super.assignment(expression);
  }

  @Override
  public Boolean unary(Expression.Unary expression) {
    if (expression.operator() == UnaryOp.DEREFERENCE
        && expression.operand() instanceof Expression.Unary inner
        && inner.operator() == UnaryOp.ADDRESS_OF) {
      // *&x, as macros write it, is x.
      note(assigned, inner.operand());
      return walk(inner.operand());
    }
    if (expression.operator() == UnaryOp.ADDRESS_OF) {
      note(addressed, expression.operand());
    } else if (Effects.steps(expression.operator())) {
      note(assigned, expression.operand());
    }
    return super.unary(expression);
  }

  @Override
  public Boolean call(Expression.Call expression) {
    if (expression.callee() instanceof Expression.Identifier callee
        && ASSIGNING.contains(callee.name())) {
      expression.arguments().stream().limit(1).forEach(argument -> note(assigned, argument));
    }
    return super.call(expression);
  }

  private static void note(Set<String> names, Expression expression) {
    if (expression instanceof Expression.Identifier identifier) {
      names.add(identifier.name());
    } else if (expression instanceof Expression.Cast cast) {
      note(names, cast.operand());
    }
  }
}

package dev.kaboom.analysis.repair;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.analysis.edit.CallText;
import dev.kaboom.analysis.edit.Routine;
import dev.kaboom.analysis.edit.TextEdit;
import dev.kaboom.analysis.repair.Remedy.Cost;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Declaration;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.Initializer;
import dev.kaboom.lang.ast.Statement;
import dev.kaboom.lang.ast.UnaryOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The accesses of one statement that could be marked, acquired, released or made {@code _rcu}. */
final class AccessSpots {
  private static final ImmutableMap<String, String> LISTS =
      ImmutableMap.<String, String>builder()
          .put("list_add", "list_add_rcu")
          .put("list_add_tail", "list_add_tail_rcu")
          .put("list_del", "list_del_rcu")
          .put("list_replace", "list_replace_rcu")
          .put("hlist_add_head", "hlist_add_head_rcu")
          .put("hlist_del", "hlist_del_rcu")
          .buildOrThrow();

  private final Routine routine;
  private final Statement statement;
  private final ImmutableSet<String> locals;
  private final Meaning meaning;
  private final List<Spot> found = new ArrayList<>();

  AccessSpots(Routine routine, Statement statement, Meaning meaning) {
    this.meaning = meaning;
    this.routine = routine;
    this.statement = statement;
    this.locals = routine.locals();
  }

  List<Spot> find() {
    Routine.below(
        statement,
        node -> {
          if (node instanceof Expression.Call call) {
            call(call);
          } else if (meaning != Meaning.EVERY_ORDERING) {
            return;
          } else if (node instanceof Expression.Assignment assignment) {
            assignment(assignment);
          } else if (node instanceof Statement.Declare declare) {
            declare.declarations().forEach(this::declaration);
          }
        });
    return found;
  }

  private void declaration(Declaration declaration) {
    if (declaration instanceof Declaration.Variable variable
        && variable.initializer() instanceof Initializer.Value value) {
      read(value.expression());
    }
  }

  private void call(Expression.Call call) {
    list(call);
    if (meaning != Meaning.EVERY_ORDERING) {
      return;
    }
    Optional<CallText> text = CallText.of(call).filter(t -> t.file().equals(routine.file()));
    if (text.isEmpty()) {
      return;
    }
    ImmutableList<String> arguments = text.get().arguments();
    switch (text.get().name()) {
      case "READ_ONCE" ->
          access(
              call.span(),
              "smp_load_acquire(&(" + arguments.get(0) + "))",
              Cost.HALF,
              "smp_load_acquire()");
      case "WRITE_ONCE" ->
          access(
              call.span(),
              "smp_store_release(&(%s), %s)".formatted(arguments.toArray()),
              Cost.HALF,
              "smp_store_release()");
      default -> {}
    }
  }

  private void access(Span span, String text, Cost cost, String label) {
    Remedy remedy =
        Remedy.of(
            cost,
            "%s on line %d".formatted(label, span.line()),
            new TextEdit(routine.file(), span.start(), span.end(), text));
    found.add(new Spot("access " + routine.file() + " " + span.start(), ImmutableList.of(remedy)));
  }

  /** The {@code _rcu} form; the name in the text may be a macro for the primitive. */
  private void list(Expression.Call call) {
    String text = call.span().text();
    int open = text.indexOf('(');
    if (!(call.callee() instanceof Expression.Identifier callee)
        || !LISTS.containsKey(callee.name())
        || open < 0
        || !call.span().file().name().equals(routine.file().toString())
        || !text.substring(0, open).matches("\\w+")) {
      return;
    }
    String rcu = LISTS.getOrDefault(callee.name(), "");
    int start = call.span().start();
    Remedy remedy =
        Remedy.of(
            Cost.ONE_WAY,
            "%s() on line %d".formatted(rcu, call.span().line()),
            new TextEdit(routine.file(), start, start + open, rcu));
    found.add(new Spot("list " + routine.file() + " " + start, ImmutableList.of(remedy)));
  }

  /** A plain store and the plain load that it stores. */
  private void assignment(Expression.Assignment assignment) {
    read(assignment.value());
    String target = text(assignment.target());
    String value = text(assignment.value());
    Span span = assignment.span();
    boolean whole = span.text().startsWith(target) && span.text().endsWith(value);
    if (assignment.operator() == null && whole && shared(assignment.target())) {
      TextEdit once = edit(span, "WRITE_ONCE(%s, %s)".formatted(target, value));
      TextEdit release = edit(span, "smp_store_release(&(%s), %s)".formatted(target, value));
      found.add(
          new Spot(
              "access " + routine.file() + " " + span.start(),
              ImmutableList.of(
                  Remedy.of(Cost.COMPILER, "WRITE_ONCE() on line " + span.line(), once),
                  Remedy.of(Cost.HALF, "smp_store_release() on line " + span.line(), release))));
    }
  }

  private void read(Expression value) {
    Span span = value.span();
    boolean here = span.file().name().equals(routine.file().toString());
    if (here && shared(value)) {
      TextEdit once = edit(span, "READ_ONCE(" + span.text() + ")");
      TextEdit acquire = edit(span, "smp_load_acquire(&(" + span.text() + "))");
      found.add(
          new Spot(
              "read " + routine.file() + " " + span.start(),
              ImmutableList.of(
                  Remedy.of(Cost.COMPILER, "READ_ONCE() on line " + span.line(), once),
                  Remedy.of(Cost.HALF, "smp_load_acquire() on line " + span.line(), acquire))));
    }
  }

  private TextEdit edit(Span span, String text) {
    return new TextEdit(routine.file(), span.start(), span.end(), text);
  }

  private static String text(Expression expression) {
    return expression.span().text();
  }

  /** Whether it is in memory, as far as its form tells. */
  private boolean shared(Expression place) {
    if (place instanceof Expression.Identifier name) {
      return !locals.contains(name.name());
    }
    return place instanceof Expression.MemberAccess
        || place instanceof Expression.Index
        || (place instanceof Expression.Unary unary && unary.operator() == UnaryOp.DEREFERENCE);
  }
}

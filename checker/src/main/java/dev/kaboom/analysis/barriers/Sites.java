package dev.kaboom.analysis.barriers;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.kaboom.analysis.barriers.Site.Kind;
import dev.kaboom.analysis.edit.CallText;
import dev.kaboom.analysis.edit.Routine;
import dev.kaboom.analysis.edit.TextEdit;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Declaration;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.Initializer;
import dev.kaboom.lang.ast.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the sites of the functions under test. */
public final class Sites {
  /** What belongs to the scenario also where it stands in a function: its order is not in doubt. */
  private static final ImmutableSet<String> SCENARIO =
      ImmutableSet.of(
          "assert",
          "assume",
          "await",
          "halt",
          "fault",
          "nondet",
          "send_nmi",
          "BUG_ON",
          "BUG",
          "WARN_ON",
          "WARN_ON_ONCE");

  private static final ImmutableSet<String> BARRIERS =
      ImmutableSet.of("smp_mb", "smp_wmb", "smp_rmb", "barrier");

  private final List<Site> found = new ArrayList<>();
  private final Routine routine;
  private final ImmutableSet<String> locals;

  private Sites(Routine routine) {
    this.routine = routine;
    this.locals = routine.locals();
  }

  /** The sites of these functions, by file and place; each place once. */
  public static ImmutableList<Site> of(List<Routine> routines) {
    List<Site> all = new ArrayList<>();
    for (Routine routine : routines) {
      for (Site site : new Sites(routine).find()) {
        if (all.stream().noneMatch(site::samePlace)) {
          all.add(site);
        }
      }
    }
    return sorted(all);
  }

  /** The sites of several variants together, by file and place; each place once. */
  public static ImmutableList<Site> union(List<ImmutableList<Site>> variants) {
    List<Site> all = new ArrayList<>();
    for (ImmutableList<Site> variant : variants) {
      variant.stream().filter(s -> all.stream().noneMatch(s::samePlace)).forEach(all::add);
    }
    return sorted(all);
  }

  /** Whether the place is among those of a variant. */
  public static boolean contains(ImmutableList<Site> variant, Site site) {
    return variant.stream().anyMatch(site::samePlace);
  }

  private static ImmutableList<Site> sorted(List<Site> sites) {
    return sites.stream()
        .sorted(
            Comparator.comparing((Site site) -> !site.file().toString().endsWith(".c"))
                .thenComparing(site -> site.file().toString())
                .thenComparing(site -> site.at().start())
                .thenComparing(Site::kind))
        .collect(ImmutableList.toImmutableList());
  }

  private List<Site> find() {
    routine.walk(
        node -> {
          if (node instanceof Expression.Call call) {
            CallText.of(call)
                .filter(text -> text.file().equals(routine.file()))
                .flatMap(text -> Weakening.of(routine.name(), text))
                .ifPresent(found::add);
          } else if (node instanceof Statement.Block block) {
            block(block.statements());
          }
        });
    return found;
  }

  private void block(ImmutableList<Statement> statements) {
    for (int i = 0; i + 1 < statements.size(); i++) {
      order(statements.get(i), statements.get(i + 1));
    }
    for (int i = 0; i < statements.size(); i++) {
      Optional<CallText> barrier = call(statements.get(i), "smp_mb");
      if (barrier.isPresent()) {
        halves(
            barrier.get(),
            i == 0 ? Optional.empty() : acquire(statements.get(i - 1)),
            i + 1 == statements.size() ? Optional.empty() : release(statements.get(i + 1)));
      }
    }
  }

  /** A full barrier may be more than the access before it, or the one behind it, needs. */
  private void halves(CallText barrier, Optional<TextEdit> acquire, Optional<TextEdit> release) {
    ImmutableList.Builder<Change> weaker = ImmutableList.builder();
    Site full = Weakening.of(routine.name(), barrier).orElseThrow();
    weaker.addAll(full.weaker());
    acquire.ifPresent(e -> weaker.add(Change.of("smp_load_acquire()", e, barrier.with(""))));
    release.ifPresent(e -> weaker.add(Change.of("smp_store_release()", barrier.with(""), e)));
    found.add(full.with(weaker.build()));
  }

  /** {@code r = READ_ONCE(x);}, read with acquire. */
  private Optional<TextEdit> acquire(Statement before) {
    Optional<Expression> value = Optional.empty();
    if (before instanceof Statement.Evaluate evaluate
        && evaluate.expression() instanceof Expression.Assignment assignment) {
      value = Optional.of(assignment.value());
    } else if (before instanceof Statement.Declare declare
        && declare.declarations().size() == 1
        && declare.declarations().get(0) instanceof Declaration.Variable variable
        && variable.initializer() instanceof Initializer.Value initial) {
      value = Optional.of(initial.expression());
    }
    return value
        .flatMap(expression -> text(expression, "READ_ONCE"))
        .map(read -> read.with("smp_load_acquire(&(" + read.arguments().get(0) + "))"));
  }

  /** {@code WRITE_ONCE(x, v);}, written with release. */
  private Optional<TextEdit> release(Statement after) {
    return call(after, "WRITE_ONCE")
        .map(
            write ->
                write.with("smp_store_release(&(%s), %s)".formatted(write.arguments().toArray())));
  }

  private Optional<CallText> call(Statement statement, String name) {
    return statement instanceof Statement.Evaluate evaluate
        ? text(evaluate.expression(), name)
        : Optional.empty();
  }

  private Optional<CallText> text(Expression expression, String name) {
    return expression instanceof Expression.Call call
        ? CallText.of(call)
            .filter(text -> text.name().equals(name) && text.file().equals(routine.file()))
        : Optional.empty();
  }

  private void order(Statement first, Statement second) {
    Optional<Span> one = movable(first);
    Optional<Span> other = movable(second);
    boolean both =
        one.isPresent()
            && other.isPresent()
            && one.get().file() == other.get().file()
            && one.get().end() <= other.get().start()
            && one.get().file().name().equals(routine.file().toString());
    if (both && independent(first, second)) {
      swap(one.get(), other.get());
    }
  }

  private void swap(Span one, Span other) {
    Span whole = one.to(other);
    String between = one.file().text().substring(one.end(), other.start());
    if (!between.isBlank() && !between.strip().startsWith("/*")) {
      return;
    }
    Change swapped =
        Change.of(
            "swapped",
            new TextEdit(routine.file(), one.start(), one.end(), other.text()),
            new TextEdit(routine.file(), other.start(), other.end(), one.text()));
    String subject = words(one) + " before " + words(other);
    found.add(
        new Site(
            routine.file(),
            routine.name(),
            whole,
            Kind.ORDER,
            subject,
            swapped,
            ImmutableList.of()));
  }

  private static String words(Span statement) {
    return statement.text().replaceAll("\\s+", " ").replaceAll(";$", "");
  }

  /** A statement that does something, is no barrier, and does not leave its place. */
  private static Optional<Span> movable(Statement statement) {
    boolean simple = statement instanceof Statement.Evaluate;
    boolean barrier =
        statement instanceof Statement.Evaluate evaluate
            && evaluate.expression() instanceof Expression.Call call
            && call.callee() instanceof Expression.Identifier callee
            && BARRIERS.contains(callee.name());
    boolean scenario = !Sets.intersection(Routine.mentioned(statement), SCENARIO).isEmpty();
    return simple && !barrier && !scenario ? Routine.extent(statement) : Optional.empty();
  }

  /** Whether neither uses a local variable that the other one assigns to. */
  private boolean independent(Statement one, Statement other) {
    return Sets.intersection(locals, Sets.intersection(assigned(one), Routine.mentioned(other)))
            .isEmpty()
        && Sets.intersection(locals, Sets.intersection(assigned(other), Routine.mentioned(one)))
            .isEmpty();
  }

  private static ImmutableSet<String> assigned(Statement statement) {
    return Routine.assigned(statement);
  }
}

package dev.kaboom.analysis.repair;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.kaboom.analysis.edit.CallText;
import dev.kaboom.analysis.edit.Routine;
import dev.kaboom.analysis.edit.TextEdit;
import dev.kaboom.analysis.repair.Remedy.Cost;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The spots of one block of a function. */
final class BlockSpots {
  /** How far a statement is moved. */
  private static final int DISTANCE_MAX = 6;

  private static final ImmutableList<String> BARRIERS =
      ImmutableList.of("barrier", "smp_wmb", "smp_rmb", "smp_mb");

  private final Routine routine;
  private final ImmutableList<Statement> statements;
  private final ImmutableSet<Integer> touched;
  private final boolean mayMove;
  private final Meaning meaning;
  private final List<Spot> found = new ArrayList<>();

  BlockSpots(
      Routine routine,
      ImmutableList<Statement> statements,
      ImmutableSet<Integer> touched,
      boolean mayMove,
      Meaning meaning) {
    this.routine = routine;
    this.statements = statements;
    this.touched = touched;
    this.mayMove = mayMove;
    this.meaning = meaning;
  }

  List<Spot> find() {
    for (int i = 0; i < statements.size(); i++) {
      if (touched.contains(i)) {
        gap(i);
        gap(i + 1);
        found.addAll(new AccessSpots(routine, statements.get(i), meaning).find());
        guard(i);
      }
      for (int to = 0; to < statements.size() && mayMove; to++) {
        move(i, to);
        swap(i, to);
      }
    }
    return found;
  }

  /** A barrier before a statement; where there is one already, a stronger one in its place. */
  private void gap(int before) {
    if (before <= 0 || before >= statements.size()) {
      return;
    }
    Statement next = statements.get(before);
    Optional<CallText> there = barrier(next);
    if (there.isEmpty() && barrier(statements.get(before - 1)).isEmpty()) {
      inFile(next.span())
          .filter(span -> !(next instanceof Statement.Declare))
          .ifPresent(span -> insert(span));
    } else if (there.isPresent()) {
      strengthen(there.get());
    }
  }

  private Optional<Span> inFile(Span span) {
    boolean here = span.file().name().equals(routine.file().toString());
    return here ? Optional.of(span) : Optional.empty();
  }

  private void insert(Span next) {
    int start = next.start();
    String text = next.file().text();
    int line = next.file().lineStart(next.line());
    String indent = text.substring(line, start);
    boolean alone = indent.isBlank();
    ImmutableList.Builder<Remedy> remedies = ImmutableList.builder();
    for (String name : meaning.barriers(BARRIERS)) {
      String inserted = name + "();" + (alone ? "\n" + indent : " ");
      remedies.add(
          Remedy.of(
              cost(name),
              "%s() before line %d".formatted(name, next.line()),
              new TextEdit(routine.file(), start, start, inserted)));
    }
    add("gap " + routine.file() + " " + start, remedies.build());
  }

  private void add(String key, ImmutableList<Remedy> remedies) {
    if (!remedies.isEmpty()) {
      found.add(new Spot(key, remedies));
    }
  }

  private void strengthen(CallText barrier) {
    ImmutableList.Builder<Remedy> remedies = ImmutableList.builder();
    for (String name : meaning.barriers(BARRIERS)) {
      boolean stronger = cost(name).points() > cost(barrier.name()).points();
      if (stronger) {
        remedies.add(
            Remedy.of(
                cost(name),
                "%s() for %s() on line %d".formatted(name, barrier.name(), barrier.at().line()),
                barrier.with(name + "()")));
      }
    }
    add("gap " + routine.file() + " " + barrier.at().start(), remedies.build());
  }

  private static Cost cost(String barrier) {
    return switch (barrier) {
      case "barrier" -> Cost.COMPILER;
      case "smp_wmb", "smp_rmb" -> Cost.ONE_WAY;
      default -> Cost.FULL;
    };
  }

  private static Optional<CallText> barrier(Statement statement) {
    return statement instanceof Statement.Evaluate evaluate
            && evaluate.expression() instanceof Expression.Call call
        ? CallText.of(call).filter(text -> BARRIERS.contains(text.name()))
        : Optional.empty();
  }

  /** {@code if (condition) return;}: a condition under which the function gives up. */
  private void guard(int at) {
    Statement statement = statements.get(at);
    boolean isGuard =
        statement instanceof Statement.If branch
            && branch.otherwise() == null
            && branch.then() instanceof Statement.Return;
    if (isGuard && mayMove) {
      lines(statement).ifPresent(this::withoutGuard);
    }
  }

  private void withoutGuard(Span lines) {
    Remedy remedy =
        Remedy.of(
            Cost.GUARD,
            "without the condition on line %d".formatted(lines.line()),
            new TextEdit(routine.file(), lines.start(), lines.end(), ""));
    add("guard " + routine.file() + " " + lines.start(), ImmutableList.of(remedy));
  }

  private Optional<Span> lines(Statement statement) {
    return Routine.extent(statement).flatMap(Routine::lines).flatMap(this::inFile);
  }

  /** A statement moved past others of its block, up or down. */
  private void move(int from, int to) {
    int low = Math.min(from, to);
    int high = Math.max(from, to);
    boolean near = from != to && high - low <= DISTANCE_MAX;
    if (!near || !movable(statements.get(from)) || (high - low == 1 && from > to)) {
      return;
    }
    boolean matters = touched.contains(from);
    for (int i = low; i <= high; i++) {
      matters |= touched.contains(i) && i != from;
      boolean fixed =
          statements.get(i) instanceof Statement.Declare || holdsJump(statements.get(i));
      if (fixed || (i != from && dependent(statements.get(from), statements.get(i)))) {
        return;
      }
    }
    if (matters) {
      moved(from, to);
    }
  }

  private void moved(int from, int to) {
    Optional<Span> what = lines(statements.get(from));
    Optional<Span> target = lines(statements.get(to));
    if (what.isEmpty() || target.isEmpty()) {
      return;
    }
    Span lines = what.get();
    int at = from < to ? target.get().end() : target.get().start();
    String where = from < to ? "behind" : "before";
    Remedy remedy =
        Remedy.of(
            Cost.HALF,
            "line %d moved %s line %d".formatted(lines.line(), where, target.get().line()),
            new TextEdit(routine.file(), lines.start(), lines.end(), ""),
            new TextEdit(routine.file(), at, at, lines.text()));
    String key = "move " + routine.file() + " " + lines.start() + " " + at;
    found.add(new Spot(key, ImmutableList.of(remedy)));
  }

  /** Two calls that change places, with others in between. */
  private void swap(int one, int other) {
    boolean apart = other - one > 1 && other - one <= DISTANCE_MAX;
    if (!apart || !touched.contains(one) || !touched.contains(other)) {
      return;
    }
    for (int i = one; i <= other; i++) {
      boolean fixed =
          statements.get(i) instanceof Statement.Declare || holdsJump(statements.get(i));
      boolean bound =
          (i != one && dependent(statements.get(one), statements.get(i)))
              || (i != other && dependent(statements.get(other), statements.get(i)));
      if (fixed || bound) {
        return;
      }
    }
    Optional<Span> first = calls(statements.get(one));
    Optional<Span> second = calls(statements.get(other));
    if (first.isPresent() && second.isPresent()) {
      Span a = first.get();
      Span b = second.get();
      Remedy remedy =
          Remedy.of(
              Cost.FULL,
              "lines %d and %d swapped".formatted(a.line(), b.line()),
              new TextEdit(routine.file(), a.start(), a.end(), b.text()),
              new TextEdit(routine.file(), b.start(), b.end(), a.text()));
      String key = "swap " + routine.file() + " " + a.start() + " " + b.start();
      add(key, ImmutableList.of(remedy));
    }
  }

  private Optional<Span> calls(Statement statement) {
    boolean call =
        statement instanceof Statement.Evaluate evaluate
            && evaluate.expression() instanceof Expression.Call;
    return call ? lines(statement) : Optional.empty();
  }

  private static boolean movable(Statement statement) {
    boolean simple = statement instanceof Statement.Evaluate || statement instanceof Statement.If;
    return simple && !holdsJump(statement);
  }

  private static boolean holdsJump(Statement statement) {
    boolean[] found = {false};
    Routine.below(statement, node -> found[0] |= node instanceof Statement s && leaves(s));
    return found[0];
  }

  /** Whether it may leave the block, so that nothing can be moved past it. */
  private static boolean leaves(Statement statement) {
    return statement instanceof Statement.Return
        || statement instanceof Statement.Goto
        || statement instanceof Statement.Label
        || statement instanceof Statement.Break
        || statement instanceof Statement.Continue;
  }

  private boolean dependent(Statement one, Statement other) {
    ImmutableSet<String> locals = routine.locals();
    return shares(locals, Routine.assigned(one), Routine.mentioned(other))
        || shares(locals, Routine.assigned(other), Routine.mentioned(one));
  }

  private static boolean shares(
      ImmutableSet<String> locals, ImmutableSet<String> one, ImmutableSet<String> other) {
    return !Sets.intersection(locals, Sets.intersection(one, other)).isEmpty();
  }
}

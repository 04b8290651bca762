package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import dev.kaboom.graph.Script.Entry;

/**
 * The compiler's freedom, as a handler sees it: accesses that the compiled code makes only after
 * the handler has come, although they stand before others that it has made.
 *
 * <p>What has been made when the handler comes is a set that is closed downwards in
 * compiler-preserved program order (docs/semantics.md). It is built in program order: each access
 * is made or put off, and one that must stay behind something put off is put off as well. Registers
 * whose values are put off are {@link EventSet#PENDING}; branches on them are guessed, and only
 * loads are made in the arms of a guessed branch. When the handler has returned, the context goes
 * on from its first access that was put off, with the rest as {@link Script}: events come in the
 * order in which the compiled code makes them, as all else in the graph expects.
 *
 * <p>Immutable.
 *
 * @param resume the context in front of the first access that was put off
 * @param entries what was made, put off and chosen since
 * @param cells of what was put off, where they are known
 * @param marked whether an access that is not plain was put off
 * @param acquiring whether something that all later accesses stay behind was put off
 * @param unchecked whether a BUG_ON() waits for what was put off
 * @param guessed whether a branch was guessed
 * @param mayEnter whether an access has just been made, and a handler may come directly behind it
 */
record Deferral(
    ThreadState resume,
    ImmutableList<Entry> entries,
    EventSet cells,
    boolean marked,
    boolean acquiring,
    boolean unchecked,
    boolean guessed,
    boolean mayEnter) {

  static Deferral from(ThreadState state) {
    return new Deferral(
        state, ImmutableList.of(), EventSet.EMPTY, false, false, false, false, false);
  }

  private ImmutableList<Entry> with(Entry entry) {
    return ImmutableList.<Entry>builderWithExpectedSize(entries.size() + 1)
        .addAll(entries)
        .add(entry)
        .build();
  }

  /** With the access at the state's place put off. */
  Deferral deferred(Step step, int location) {
    EventSet more = location < 0 ? cells : cells.union(EventSet.of(location));
    boolean isMarked = (step.tags() & Tag.PLAIN.bit()) == 0;
    return new Deferral(
        resume,
        with(Entry.deferred()),
        more,
        marked || isMarked,
        acquiring || acquires(step),
        unchecked,
        guessed,
        false);
  }

  /** With an access made now. */
  Deferral made(Entry entry) {
    return new Deferral(resume, with(entry), cells, marked, acquiring, unchecked, guessed, true);
  }

  /** When no handler has come directly behind the access that was made last. */
  Deferral passedBy() {
    return new Deferral(resume, entries, cells, marked, acquiring, unchecked, guessed, false);
  }

  /** With an access that had been made before an earlier handler came. */
  Deferral passed(Entry entry) {
    return new Deferral(resume, with(entry), cells, marked, acquiring, unchecked, guessed, false);
  }

  /** With the outcome of a branch that had to be guessed. */
  Deferral guessed(Entry entry) {
    return new Deferral(resume, with(entry), cells, marked, acquiring, unchecked, true, false);
  }

  /** With the outcome of a branch that was guessed before an earlier handler came, still open. */
  Deferral passedGuess(Entry entry) {
    return new Deferral(resume, with(entry), cells, marked, acquiring, unchecked, true, false);
  }

  /** With a BUG_ON() that has to wait. */
  Deferral unsettled() {
    return new Deferral(resume, entries, cells, marked, acquiring, true, guessed, false);
  }

  /** Whether the access may be made before all that was put off. */
  boolean admits(Step step, ThreadState state) {
    if (acquiring
        || releases(step)
        || cells.contains(state.location)
        || (marked && (step.tags() & Tag.PLAIN.bit()) == 0)) {
      return false;
    }
    return !step.kind().writes() || (!unchecked && !state.guessing());
  }

  private static boolean acquires(Step step) {
    return (step.tags() & (Tag.ACQUIRE.bit() | Tag.FULL.bit())) != 0;
  }

  private static boolean releases(Step step) {
    int tags = step.kind() == Step.Kind.RMW ? step.writeTags() : step.tags();
    return (tags & (Tag.RELEASE.bit() | Tag.FULL.bit())) != 0;
  }

  /** The context as it goes on when the handler has returned. */
  ThreadState resumed(ThreadState now) {
    ImmutableList.Builder<Entry> all = ImmutableList.<Entry>builder().addAll(entries);
    if (now.script != null) {
      all.addAll(now.script.rest());
    }
    ThreadState state = resume.copy();
    state.script = new Script(all.build(), 0);
    return state;
  }

  /** Whether the compiler may put the step off at all: whether it is an access, and no barrier. */
  static boolean movable(Step step) {
    int srcu = Tag.SRCU_LOCK.bit() | Tag.SRCU_UNLOCK.bit();
    return switch (step.kind()) {
      case LOAD, STORE -> (step.tags() & srcu) == 0;
      case RMW -> (step.tags() & Tag.NORETURN.bit()) != 0;
      case IS_LOCKED -> true;
      case LOCK,
          TRY_LOCK,
          UNLOCK,
          FENCE,
          SRCU_FENCE,
          NONDET,
          IRQ,
          SEND,
          AWAIT_SENT,
          ENTER,
          SERVED,
          ASSIGN,
          BRANCH,
          JUMP,
          REQUIRE,
          ASSUME,
          CHECK,
          HALT,
          ATOMIC_BEGIN,
          ATOMIC_END,
          UNSUPPORTED ->
          false;
    };
  }
}

package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Predicate;

/**
 * Which values each cell may ever hold, and which cells each place of each thread's code may still
 * write: upper bounds by a {@link ValueFixpoint}.
 */
final class ValueDomains {
  private final ImmutableList<ThreadCode> codes;
  private final ValueFixpoint values;
  private final BitSet[][] mayWrite;
  private final BitSet[][] mayWriteRelaxed;
  private final BitSet[][] mayWritePlainly;
  private final Freedom freedom;
  private final BitSet plainlyWritten = new BitSet();
  private final BitSet shared = new BitSet();

  /** What lets a write of a thread be seen by one of its own earlier reads. */
  enum Freedom {
    /** The memory model: only fences, acquires and releases of marked accesses forbid it. */
    MEMORY,
    /** The compiler: every barrier, and the order of marked accesses, forbid it. */
    COMPILER
  }

  ValueDomains(Freedom freedom, ImmutableList<ThreadCode> codes, ValueFixpoint values) {
    this.freedom = freedom;
    this.codes = codes;
    this.values = values;
    mayWrite = new BitSet[codes.size()][];
    Arrays.setAll(mayWrite, this::reachableWrites);
    mayWriteRelaxed = new BitSet[codes.size()][];
    Arrays.setAll(mayWriteRelaxed, this::reachableRelaxedWrites);
    mayWritePlainly = new BitSet[codes.size()][];
    Arrays.setAll(mayWritePlainly, this::reachablePlainWrites);
    noteSharing();
  }

  private void noteSharing() {
    BitSet touched = new BitSet();
    BitSet written = new BitSet();
    BitSet byMany = new BitSet();
    for (int thread = 0; thread < codes.size(); thread++) {
      BitSet own = new BitSet();
      for (Step step : codes.get(thread).steps()) {
        if (step.kind().accesses()) {
          BitSet targets = values.targets(thread, step);
          own.or(targets);
          if (step.kind().writes()) {
            written.or(targets);
          }
          if (step.kind() == Step.Kind.STORE && (step.tags() & Tag.PLAIN.bit()) != 0) {
            plainlyWritten.or(targets);
          }
        }
      }
      BitSet again = (BitSet) own.clone();
      again.and(touched);
      byMany.or(again);
      touched.or(own);
    }
    shared.or(byMany);
    shared.and(written);
  }

  /** Whether no two contexts access the cell, or nobody writes it. */
  boolean isPrivate(int cell) {
    return cell >= 0 && !shared.get(cell);
  }

  /** The values that the cell may hold. */
  ValueSet values(int cell) {
    return values.values(cell);
  }

  /** Whether the thread, once it is at {@code pc}, may write the cell. */
  boolean mayWrite(int thread, int pc, int cell) {
    return mayWrite[thread][pc].get(cell);
  }

  /**
   * Whether the thread, once it is at {@code pc}, may write the cell in such a way that an earlier
   * read of its own can see that: not by a release, and with no full fence between, if the read is
   * marked; where the compiler decides, with no barrier between, and by a plain write if the read
   * is marked.
   */
  boolean mayWriteEarly(int thread, int pc, int cell, Step read) {
    boolean plain = (read.tags() & Tag.PLAIN.bit()) != 0;
    BitSet[][] reachable =
        switch (freedom) {
          case MEMORY -> plain ? mayWrite : mayWriteRelaxed;
          case COMPILER -> plain ? mayWriteRelaxed : mayWritePlainly;
        };
    return reachable[thread][pc].get(cell);
  }

  /** What lets writes be seen early. */
  Freedom freedom() {
    return freedom;
  }

  /**
   * Whether the step, when it reads the cell (and, for an RMW, writes it), acquires from a marked
   * write, so that all that follows in its thread happens after that write.
   */
  boolean acquires(Step step, int cell) {
    boolean acquiring =
        step.kind() == Step.Kind.LOCK
            || step.kind() == Step.Kind.TRY_LOCK
            || (step.tags() & (Tag.ACQUIRE.bit() | Tag.FULL.bit())) != 0;
    return acquiring && !plainlyWritten.get(cell);
  }

  /** For each place of the code the cells that are written there or anywhere after it. */
  private BitSet[] reachableWrites(int thread) {
    return reachable(thread, step -> step.kind().writes(), step -> false);
  }

  /** The same for writes that may happen before a marked read which stands at that place. */
  private BitSet[] reachableRelaxedWrites(int thread) {
    return reachable(
        thread,
        ValueDomains::writesRelaxed,
        switch (freedom) {
          case MEMORY -> ValueDomains::separates;
          case COMPILER -> step -> !step.kind().silent() && !Deferral.movable(step);
        });
  }

  /** The same for plain writes, where the compiler decides. */
  private BitSet[] reachablePlainWrites(int thread) {
    return reachable(
        thread,
        step -> step.kind() == Step.Kind.STORE && (step.tags() & Tag.PLAIN.bit()) != 0,
        step -> !step.kind().silent() && !Deferral.movable(step));
  }

  private static boolean writesRelaxed(Step step) {
    int ordering = Tag.RELEASE.bit() | Tag.FULL.bit();
    return switch (step.kind()) {
      case STORE -> (step.tags() & ordering) == 0;
      case RMW -> (step.writeTags() & ordering) == 0;
      case UNLOCK -> false;
      default -> step.kind().writes();
    };
  }

  /** Whether the step orders reads before it and writes behind it. */
  private static boolean separates(Step step) {
    int fences = Tag.MB.bit() | Tag.SYNC_RCU.bit() | Tag.SYNC_SRCU.bit();
    return switch (step.kind()) {
      case FENCE, SRCU_FENCE -> (step.tags() & fences) != 0;
      case RMW -> (step.tags() & Tag.FULL.bit()) != 0 && step.condition() == Operand.ONE;
      default -> false;
    };
  }

  private BitSet[] reachable(int thread, Predicate<Step> counts, Predicate<Step> ends) {
    ImmutableList<Step> steps = codes.get(thread).steps();
    BitSet[] reachable = new BitSet[steps.size() + 2];
    Arrays.setAll(reachable, i -> new BitSet());
    for (int pc = 0; pc < steps.size(); pc++) {
      if (counts.test(steps.get(pc))) {
        reachable[pc] = values.targets(thread, steps.get(pc));
      }
    }
    boolean again = true;
    while (again) {
      again = false;
      for (int pc = steps.size() - 1; pc >= 0; pc--) {
        Step step = steps.get(pc);
        int before = reachable[pc].cardinality();
        if (step.kind() != Step.Kind.JUMP && step.kind() != Step.Kind.HALT && !ends.test(step)) {
          reachable[pc].or(reachable[pc + 1]);
        }
        if (step.target() >= 0) {
          reachable[pc].or(reachable[step.target()]);
        }
        again |= reachable[pc].cardinality() != before;
      }
    }
    return reachable;
  }
}

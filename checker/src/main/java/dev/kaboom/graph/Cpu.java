package dev.kaboom.graph;

import dev.kaboom.program.ContextKind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a CPU knows apart from where its contexts are: whether interrupts are masked, which may
 * still come, which requests its contexts have sent and its handlers have taken, and what contexts
 * that have ended left in their registers. Immutable; contexts are given by their index.
 */
final class Cpu {
  private final boolean masked;
  private final int segment;
  private final int ipisTaken;
  private final int nmisTaken;
  private final int[] left;
  private final int[] sent;
  private final int[] acknowledged;
  private final long[] @Nullable [] results;
  private final @Nullable VisitLog visits;

  private Cpu(
      boolean masked,
      int segment,
      int ipisTaken,
      int nmisTaken,
      int[] left,
      int[] sent,
      int[] acknowledged,
      long[] @Nullable [] results,
      @Nullable VisitLog visits) {
    this.masked = masked;
    this.segment = segment;
    this.ipisTaken = ipisTaken;
    this.nmisTaken = nmisTaken;
    this.left = left;
    this.sent = sent;
    this.acknowledged = acknowledged;
    this.results = results;
    this.visits = visits;
  }

  /**
   * A CPU at the start.
   *
   * @param budgets how often each context may come as an interrupt
   */
  static Cpu start(int[] budgets) {
    int contexts = budgets.length;
    return new Cpu(
        false, 0, 0, 0, budgets, new int[contexts], new int[contexts], new long[contexts][], null);
  }

  boolean masked() {
    return masked;
  }

  /** How many entries into and returns from handlers there have been. */
  int segment() {
    return segment;
  }

  /** How often the interrupt may still come. */
  int left(int context) {
    return left[context];
  }

  /** How many requests of the kind were taken here. */
  int taken(ContextKind kind) {
    return kind == ContextKind.IPI ? ipisTaken : nmisTaken;
  }

  int sent(int context) {
    return sent[context];
  }

  /** Whether the context has a request of which it does not know that it was served. */
  boolean awaits(int context) {
    return sent[context] > acknowledged[context];
  }

  /** The registers with which the context last ended; null if it never did. */
  long @Nullable [] result(int context) {
    return results[context];
  }

  Cpu withMask(boolean wanted) {
    return wanted == masked
        ? this
        : with(wanted, segment, left, sent, acknowledged, results, visits);
  }

  /** The handlers that came, and whether they returned; null if none did. */
  @Nullable VisitLog visits() {
    return visits;
  }

  /**
   * A handler comes.
   *
   * @param log all entries and returns, with this one
   */
  Cpu entered(int context, ContextKind kind, VisitLog log) {
    int[] remaining = left;
    if (kind == ContextKind.IRQ || kind == ContextKind.NMI) {
      remaining = left.clone();
      remaining[context]--;
    }
    boolean masks = masked || kind.maskable();
    return with(masks, segment + 1, remaining, sent, acknowledged, results, log);
  }

  /** A handler returns after so many events of the CPU. */
  Cpu returned(int context, long[] registers, boolean maskBefore, int place) {
    long[] @Nullable [] all = Arrays.copyOf(results, results.length);
    all[context] = registers;
    VisitLog longer = new VisitLog(visits, VisitLog.RETURN, place, false);
    return with(maskBefore, segment + 1, left, sent, acknowledged, all, longer);
  }

  /** The handler of the routine that the oldest request names takes it. */
  Cpu took(ContextKind kind, int servant) {
    boolean ipi = kind == ContextKind.IPI;
    return new Cpu(
        masked,
        segment,
        ipisTaken + (ipi ? 1 : 0),
        nmisTaken + (ipi ? 0 : 1),
        left,
        sent,
        acknowledged,
        results,
        visits == null ? null : visits.servedBy(servant));
  }

  /** A context sends a request. */
  Cpu sends(int context) {
    int[] more = sent.clone();
    more[context]++;
    return with(masked, segment, left, more, acknowledged, results, visits);
  }

  /** A context has seen that its request was served. */
  Cpu acknowledges(int context) {
    int[] more = acknowledged.clone();
    more[context] = sent[context];
    return with(masked, segment, left, sent, more, results, visits);
  }

  private Cpu with(
      boolean mask,
      int inSegment,
      int[] remaining,
      int[] requests,
      int[] seen,
      long[] @Nullable [] ends,
      @Nullable VisitLog log) {
    return new Cpu(mask, inSegment, ipisTaken, nmisTaken, remaining, requests, seen, ends, log);
  }
}

package dev.kaboom.graph;

import dev.kaboom.program.Compiler;
import java.util.Optional;

/**
 * A memory model, as the explorer sees it.
 *
 * <p>Coherence (acyclic po-loc, rf, co, fr) and the atomicity of RMWs hold in every graph that the
 * explorer builds, except as {@link #readsInOrder} says; a model adds what it forbids beyond that.
 */
public interface Axioms {
  /**
   * Whether the prefix may be part of a consistent graph. Only monotone axioms count here: what is
   * forbidden now stays forbidden when events, reads-from and coherence pairs are added. A model
   * may say yes where a full answer would cost too much.
   */
  boolean admits(ExecutionGraph prefix);

  /** Whether {@link #admits} costs so little that it is asked at every choice. */
  boolean cheap();

  /** The verdict on a complete graph. */
  Judgement judge(ExecutionGraph complete);

  /**
   * Whether a consistent graph can have a cycle in program order and reads-from: whether a read can
   * take a value that comes from its own thread's later code.
   */
  boolean allowsLoadBuffering();

  /**
   * Whether an RMW that writes back the value that it has read may be left out of any consistent
   * graph, those that read from it reading from its source: whether reads-from orders by itself.
   */
  boolean forgetsRewrites();

  /** Whether the model says what executions there are under the compiler setting. */
  boolean knows(Compiler compiler);

  /**
   * Whether a thread's reads of one cell always read in coherence order. Where not, the explorer
   * builds graphs in which they do not (the shape CoRR), and the model forbids those that it must.
   */
  default boolean readsInOrder() {
    return true;
  }

  /** Whether marked accesses behind an acquire see what a release passes on: {@link Handover}. */
  default boolean ordersByRelease() {
    return false;
  }

  /** Whether the model says what a grace period is. */
  default boolean seesGracePeriods() {
    return true;
  }

  /** Whether the model forbids to ask for the final value of a lock (flag {@code lock-final}). */
  default boolean forbidsFinalLocks() {
    return false;
  }

  /** Whether the model gives the entry and the end of a handler a meaning. */
  default boolean seesInterrupts() {
    return false;
  }

  /** Whether the compiler's order is part of the model, so that BUG_ON() holds writes back. */
  default boolean seesChecks() {
    return false;
  }

  /** Whether the model says what an indivisible step of several accesses is. */
  default boolean seesIndivisibleSteps() {
    return false;
  }

  /** The order of this model, where {@link RevisitingExplorer} may take over. */
  default Optional<StrongOrder> strongOrder() {
    return Optional.empty();
  }

  /**
   * The same model for another thread: a model may keep what it has derived from one graph for the
   * next.
   */
  default Axioms fork() {
    return this;
  }

  /** What SRCU's read-side primitives are in this model. */
  SrcuStyle srcuStyle();

  /** What SRCU's read-side primitives are. */
  enum SrcuStyle {
    /** A read that returns the cookie and a write that takes it (Linux 6.4 and later). */
    ACCESSES,
    /** Fences with a location; each lock returns a cookie of its own. */
    FENCES,
    /** Not part of the model: programs that use SRCU are refused. */
    NONE
  }
}

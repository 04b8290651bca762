package dev.kaboom.check;

import dev.kaboom.graph.Supervisor;
import dev.kaboom.verdict.CheckResult;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An exploration of execution graphs that goes on only while its owner waits for it: a coroutine.
 * It has a thread of its own, since it is recursive and could not be left in any other way.
 */
final class GraphLane {
  private static final long STACK_BYTES = 512L << 20;

  private final Semaphore mayRun = new Semaphore(0);
  private final Semaphore hasStopped = new Semaphore(0);
  private final Thread thread;
  private long allowed;
  private long spent;
  private boolean givenUp;
  private boolean doubtful;
  private boolean ended;
  private @Nullable CheckResult result;
  private @Nullable RuntimeException failure;

  /** A lane that has not begun; takes the exploration, which asks the supervisor that it gets. */
  GraphLane(Function<Supervisor, CheckResult> exploration) {
    thread = new Thread(null, () -> explore(exploration), "graphs", STACK_BYTES);
    thread.setDaemon(true);
  }

  private void explore(Function<Supervisor, CheckResult> exploration) {
    mayRun.acquireUninterruptibly();
    try {
      result = givenUp ? null : exploration.apply(this::goesOn);
    } catch (OutOfMemoryError e) {
      result = null;
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      ended = true;
      hasStopped.release();
    }
  }

  private boolean goesOn(long work, boolean doubt) {
    spent += work;
    doubtful |= doubt;
    if (!doubtful && !givenUp && spent >= allowed) {
      hasStopped.release();
      mayRun.acquireUninterruptibly();
    }
    return !doubtful && !givenUp;
  }

  /** Lets the exploration do so much more work; whether it has come to an end. */
  boolean advance(long work) {
    if (!ended) {
      if (thread.getState() == Thread.State.NEW) {
        thread.start();
      }
      allowed = spent + work;
      mayRun.release();
      hasStopped.acquireUninterruptibly();
    }
    if (failure != null) {
      throw failure;
    }
    return ended;
  }

  /** Work done, in units of {@link dev.kaboom.graph.TreeEstimate#work}. */
  long spent() {
    return spent;
  }

  /** What it found, if it came to its own end. */
  Optional<CheckResult> result() {
    return doubtful || givenUp ? Optional.empty() : Optional.ofNullable(result);
  }

  /** Ends the exploration, and waits until it has left. */
  void giveUp() {
    if (!ended && thread.getState() != Thread.State.NEW) {
      givenUp = true;
      mayRun.release();
      hasStopped.acquireUninterruptibly();
    }
  }
}

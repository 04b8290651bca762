package dev.kaboom.cli;

import dev.kaboom.explore.Cores;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The threads that check. A search of execution graphs is as deep as an execution is long. */
final class Workers {
  private final ExecutorService threads;

  /** So many threads, which do not keep the process alive. */
  Workers(int count) {
    threads = Executors.newFixedThreadPool(count, work -> Cores.thread("check", work));
  }

  <T> Future<T> submit(Callable<T> work) {
    return threads.submit(
        () -> {
          Cores.occupy();
          try {
            return work.call();
          } finally {
            Cores.vacate();
          }
        });
  }

  /** What came out of the work; throws what it has thrown. */
  static <T> T await(Future<T> work) {
    try {
      return work.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException thrown
          ? thrown
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Gives up what has not been done. */
  void stop() {
    threads.shutdownNow();
  }
}

package dev.kaboom.check;

import dev.kaboom.explore.SearchOptions.Store;
import java.util.function.Consumer;

/**
 * How to search and when to give up. Every limit that ends a search shows in the answer.
 *
 * @param engine which engine
 * @param reduction whether partial-order reduction may leave out states
 * @param statesMax distinct states
 * @param secondsMax wall time
 * @param bytesMax memory of the state store
 * @param storeBufferMax entries of one CPU's store buffer
 * @param windowMax entries of one context's compiler window
 * @param unrollMax passes through a loop, for engines that unroll
 * @param extent whether a search of states goes on after a violation
 * @param store how a search of states keeps them
 * @param workers the most threads of one search
 */
public record CheckOptions(
    EngineChoice engine,
    Reduction reduction,
    long statesMax,
    double secondsMax,
    long bytesMax,
    int storeBufferMax,
    int windowMax,
    int unrollMax,
    Extent extent,
    Store store,
    int workers) {
  /** Options with an answer for every property. */
  public CheckOptions(
      EngineChoice engine,
      Reduction reduction,
      long statesMax,
      double secondsMax,
      long bytesMax,
      int storeBufferMax,
      int windowMax,
      int unrollMax) {
    this(
        engine,
        reduction,
        statesMax,
        secondsMax,
        bytesMax,
        storeBufferMax,
        windowMax,
        unrollMax,
        Extent.EVERY_PROPERTY,
        Store.FULL,
        1);
  }

  /** How far a search of states goes. */
  public enum Extent {
    /** On after a violation, for the other properties. */
    EVERY_PROPERTY,
    /** To the first violation. */
    FIRST_VIOLATION
  }

  /** Whether states that partial-order reduction proves redundant are left out. */
  public enum Reduction {
    ON,
    OFF
  }

  /** No limit but memory: 70 % of the heap. */
  public static CheckOptions defaults() {
    long bytes = Runtime.getRuntime().maxMemory() / 10 * 7;
    return new CheckOptions(
        EngineChoice.AUTO,
        Reduction.ON,
        Long.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        bytes,
        16,
        16,
        2);
  }

  /** The same with or without reduction. */
  public CheckOptions withReduction(Reduction wanted) {
    return but(draft -> draft.reduction = wanted);
  }

  /** The same with other bounds of the store buffer and the compiler's window. */
  public CheckOptions withBounds(int storeBuffer, int window) {
    return but(
        draft -> {
          draft.storeBufferMax = storeBuffer;
          draft.windowMax = window;
        });
  }

  /** The same with another limit of memory. */
  public CheckOptions withBytesMax(long bytes) {
    return but(draft -> draft.bytesMax = bytes);
  }

  /** The same with an engine of choice. */
  public CheckOptions withEngine(EngineChoice wanted) {
    return but(draft -> draft.engine = wanted);
  }

  /** The same with another extent. */
  public CheckOptions withExtent(Extent wanted) {
    return but(draft -> draft.extent = wanted);
  }

  /** The same with states kept in another way. */
  public CheckOptions withStore(Store wanted) {
    return but(draft -> draft.store = wanted);
  }

  /** The same with another number of threads. */
  public CheckOptions withWorkers(int wanted) {
    return but(draft -> draft.workers = wanted);
  }

  /** The same with another limit of time. */
  public CheckOptions withSecondsMax(double seconds) {
    return but(draft -> draft.secondsMax = seconds);
  }

  /** The same with another bound on passes through a loop. */
  public CheckOptions withUnrollMax(int passes) {
    return but(draft -> draft.unrollMax = passes);
  }

  private CheckOptions but(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /** Options that are being changed. */
  private static final class Draft {
    private EngineChoice engine;
    private Reduction reduction;
    private final long statesMax;
    private double secondsMax;
    private long bytesMax;
    private int storeBufferMax;
    private int windowMax;
    private int unrollMax;
    private Extent extent;
    private Store store;
    private int workers;

    Draft(CheckOptions options) {
      engine = options.engine;
      reduction = options.reduction;
      statesMax = options.statesMax;
      secondsMax = options.secondsMax;
      bytesMax = options.bytesMax;
      storeBufferMax = options.storeBufferMax;
      windowMax = options.windowMax;
      unrollMax = options.unrollMax;
      extent = options.extent;
      store = options.store;
      workers = options.workers;
    }

    CheckOptions options() {
      return new CheckOptions(
          engine,
          reduction,
          statesMax,
          secondsMax,
          bytesMax,
          storeBufferMax,
          windowMax,
          unrollMax,
          extent,
          store,
          workers);
    }
  }
}

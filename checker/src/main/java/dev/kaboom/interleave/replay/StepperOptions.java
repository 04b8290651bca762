package dev.kaboom.interleave.replay;

/**
 * The choices that docs/semantics.md leaves open.
 *
 * @param delivery what an interrupt does to the store buffer under {@code tso}
 * @param bufferMax stores in a store buffer
 * @param windowMax entries in a context's window under {@code cppo}
 */
public record StepperOptions(Delivery delivery, int bufferMax, int windowMax) {
  /** As the page has it. */
  public static final StepperOptions DEFAULT = new StepperOptions(Delivery.DRAINS, 16, 16);

  /** What an interrupt does to the store buffer. */
  public enum Delivery {
    /** It drains it (Intel SDM Vol. 3A, "Store Buffer"). */
    DRAINS,
    /** It leaves it as it is. */
    KEEPS
  }

  /** The same with another delivery. */
  public StepperOptions withDelivery(Delivery newDelivery) {
    return new StepperOptions(newDelivery, bufferMax, windowMax);
  }
}

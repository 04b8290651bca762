package dev.kaboom.program;

/**
 * An access mode of {@code java.lang.invoke.VarHandle}, the weakest first.
 *
 * <p>Lea, "Using JDK 9 Memory Order Modes", 2018, says what the modes are for; the package
 * documentation of {@code java.lang.invoke.VarHandle} defines them.
 */
public enum JavaMode {
  /** No order, and no coherence between reads. */
  PLAIN("get", "set"),
  /** Coherent for each variable, with no order between variables. */
  OPAQUE("getOpaque", "setOpaque"),
  /** Release for writes, acquire for reads. */
  RELEASE_ACQUIRE("getAcquire", "setRelease"),
  /** One total order of all volatile accesses. */
  VOLATILE("getVolatile", "setVolatile");

  private final String getter;
  private final String setter;

  JavaMode(String getter, String setter) {
    this.getter = getter;
    this.setter = setter;
  }

  /** The VarHandle's method that reads in this mode. */
  public String getter() {
    return getter;
  }

  /** The VarHandle's method that writes in this mode. */
  public String setter() {
    return setter;
  }
}

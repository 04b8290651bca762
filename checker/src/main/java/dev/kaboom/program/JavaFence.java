package dev.kaboom.program;

/** A fence of {@code java.lang.invoke.VarHandle}. */
public enum JavaFence {
  /** Orders reads before reads. */
  LOAD_LOAD("loadLoadFence"),
  /** Orders writes before writes. */
  STORE_STORE("storeStoreFence"),
  /** Orders everything before everything, and all full fences in one total order. */
  FULL("fullFence");

  private final String method;

  JavaFence(String method) {
    this.method = method;
  }

  /** The static method of VarHandle. */
  public String method() {
    return method;
  }
}

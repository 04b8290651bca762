package dev.kaboom.interleave;

/**
 * Bounds and switches of a machine.
 *
 * @param storeBufferBound stores that a CPU's buffer holds at most, 1 or more
 * @param windowBound entries that a context's window holds at most, 1 or more
 * @param drainOnInterrupt whether interrupt delivery drains the CPU's store buffer (Intel SDM Vol.
 *     3A, "Store Buffer")
 * @param countExecutions whether states remember reads-from and coherence, so that the number of
 *     final states is the number of consistent execution graphs; for programs that {@link
 *     InterleavingMachine#canCountExecutions} accepts. There is no reduction then
 */
public record MachineOptions(
    int storeBufferBound, int windowBound, boolean drainOnInterrupt, boolean countExecutions) {
  /** The bounds of docs/semantics.md. */
  public static final MachineOptions DEFAULT = new MachineOptions(16, 16, true, false);

  public MachineOptions {
    if (storeBufferBound < 1 || windowBound < 1) {
      throw new IllegalArgumentException("bounds must be positive");
    }
  }

  /** The same, counting executions. */
  public MachineOptions countingExecutions() {
    return new MachineOptions(storeBufferBound, windowBound, drainOnInterrupt, true);
  }
}

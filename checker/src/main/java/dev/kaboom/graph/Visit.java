package dev.kaboom.graph;

/**
 * One coming of a handler in a finished execution graph.
 *
 * @param cpu where it came
 * @param context index of the handler
 * @param depth 1 if it interrupted the process context, 2 if it interrupted such a handler, and so
 *     on
 * @param from the place in the CPU's program order at which it came: how many events were before
 * @param to the place at which it returned, or -1 if it never did
 * @param ahead whether the compiler had moved accesses of what it interrupted up past others, which
 *     had not been made yet: the program order of that context is not that of the source
 */
public record Visit(int cpu, int context, int depth, int from, int to, boolean ahead) {
  /** Whether the handler has not returned. */
  public boolean open() {
    return to < 0;
  }

  /** The same once another event stands there, before the one that stood there so far. */
  public Visit longer(int place) {
    return new Visit(
        cpu,
        context,
        depth,
        from > place ? from + 1 : from,
        !open() && to > place ? to + 1 : to,
        ahead);
  }

  /** Whether an event at that place of the CPU's program order is its own, or of a later one. */
  public boolean covers(int place) {
    return from <= place && (open() || place < to);
  }
}

package dev.kaboom.interleave;

import com.google.common.collect.ImmutableList;
import dev.kaboom.interleave.BoundHit.Bound;
import java.util.LinkedHashSet;
import java.util.Set;

/** The bounds that a search has met; shared by all forks of a machine. */
final class Bounds {
  /** Instructions that one step may execute. */
  static final int LOCAL_STEPS = 1_000_000;

  /** Values of one choice. */
  static final int CHOICES = 1 << 16;

  private final CompiledProgram code;
  private final Set<BoundHit> hits = new LinkedHashSet<>();

  Bounds(CompiledProgram code) {
    this.code = code;
  }

  /** Notes that {@code bound} stopped the instruction at {@code pc}; always {@code BOUNDED}. */
  int hit(Bound bound, int pc) {
    synchronized (hits) {
      hits.add(new BoundHit(bound, code.source[pc].at()));
    }
    return Outcome.BOUNDED;
  }

  ImmutableList<BoundHit> hits() {
    synchronized (hits) {
      return ImmutableList.copyOf(hits);
    }
  }
}

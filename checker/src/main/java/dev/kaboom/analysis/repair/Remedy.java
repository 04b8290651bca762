package dev.kaboom.analysis.repair;

import com.google.common.collect.ImmutableList;
import dev.kaboom.analysis.edit.TextEdit;
import java.nio.file.Path;

/**
 * One way to change one place.
 *
 * @param cost what it costs; see {@link Cost}
 * @param label what is done: {@code smp_mb() before line 12}
 */
public record Remedy(int cost, String label, ImmutableList<TextEdit> edits) {
  static Remedy of(Cost cost, String label, TextEdit... edits) {
    return new Remedy(cost.points(), label, ImmutableList.copyOf(edits));
  }

  /** What changes cost: what costs a CPU more, or a reviewer more thought, costs more. */
  enum Cost {
    /** An access is marked, or the compiler is stopped. */
    COMPILER(1),
    /** One direction is ordered, or a list primitive is replaced. */
    ONE_WAY(2),
    /** An acquire or a release; a statement is moved. */
    HALF(3),
    /** A full barrier; two statements change places. */
    FULL(4),
    /** A condition under which a function gives up is taken away. */
    GUARD(4);

    private final int points;

    Cost(int points) {
      this.points = points;
    }

    int points() {
      return points;
    }
  }

  /** The file that it changes. */
  Path file() {
    return edits.get(0).file();
  }
}

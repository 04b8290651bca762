package dev.kaboom.analysis.trial;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.check.CheckOptions.Extent;
import dev.kaboom.check.Expectations.Case;
import java.nio.file.Path;

/**
 * A check of a model with some of its files changed.
 *
 * @param checked which variant, under which machine and compiler
 * @param texts the contents of the files that are changed; empty for the model as it is
 * @param extent whether one violation is enough
 * @param patience how long it may take
 */
public record Trial(
    Case checked, ImmutableMap<Path, String> texts, Extent extent, Patience patience) {
  /** How long a check may take. */
  public enum Patience {
    /** A tenth of the time, to learn first what is cheap. */
    SHORT,
    /** As long as any check. */
    FULL
  }

  /** A check that may take its time. */
  public Trial(Case checked, ImmutableMap<Path, String> texts, Extent extent) {
    this(checked, texts, extent, Patience.FULL);
  }
}

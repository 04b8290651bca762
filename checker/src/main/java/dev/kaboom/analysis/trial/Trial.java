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
 */
public record Trial(Case checked, ImmutableMap<Path, String> texts, Extent extent) {}

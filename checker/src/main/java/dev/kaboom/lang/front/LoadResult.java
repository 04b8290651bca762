package dev.kaboom.lang.front;

import com.google.common.collect.ImmutableList;
import dev.kaboom.lang.Diagnostic;
import dev.kaboom.property.Model;
import java.util.Optional;

/**
 * What became of one input file.
 *
 * @param model empty if some diagnostic is an error
 * @param diagnostics in source order; warnings do not hinder
 * @param unlisted how many further errors there were
 */
public record LoadResult(
    Optional<Model> model, ImmutableList<Diagnostic> diagnostics, int unlisted) {}

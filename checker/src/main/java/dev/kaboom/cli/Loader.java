package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.lang.Overlay;
import dev.kaboom.property.Model;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a model or litmus test. */
@FunctionalInterface
interface Loader {
  /** Reads {@code file} with the given preprocessor definitions. */
  default Loaded load(Path file, ImmutableMap<String, String> defines) {
    return load(file, defines, Overlay.NONE);
  }

  /** The same, files as the overlay has them. */
  Loaded load(Path file, ImmutableMap<String, String> defines, Overlay overlay);

  /**
   * A model, or why there is none.
   *
   * @param model absent after an error
   * @param diagnostics for the user, ready to print, warnings included
   */
  record Loaded(Optional<Model> model, ImmutableList<String> diagnostics) {}
}

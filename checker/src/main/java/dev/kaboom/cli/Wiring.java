package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.check.Checker;
import dev.kaboom.check.EitherEngine;
import dev.kaboom.check.GraphSearch;
import dev.kaboom.check.InterleavingEngine;
import dev.kaboom.lang.DiagnosticRenderer;
import dev.kaboom.lang.Overlay;
import dev.kaboom.lang.front.FrontEnd;
import dev.kaboom.lang.front.LoadResult;
import java.nio.file.Path;

/** The parts that the process is made of. */
final class Wiring {
  private Wiring() {}

  /** The real engines and front ends. */
  static Services services() {
    return new Services(
        new Checker(
            ImmutableList.of(new EitherEngine(), new InterleavingEngine(), new GraphSearch())),
        Wiring::load,
        new StepperReplays());
  }

  private static Loader.Loaded load(
      Path file, ImmutableMap<String, String> defines, Overlay overlay) {
    LoadResult result = FrontEnd.load(file, defines, overlay);
    ImmutableList.Builder<String> diagnostics = ImmutableList.builder();
    result
        .diagnostics()
        .forEach(d -> diagnostics.add(DiagnosticRenderer.render(d).stripTrailing()));
    if (result.unlisted() > 0) {
      diagnostics.add(file + ": and " + result.unlisted() + " more errors");
    }
    return new Loader.Loaded(result.model(), diagnostics.build());
  }
}

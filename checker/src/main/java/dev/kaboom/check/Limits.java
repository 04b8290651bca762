package dev.kaboom.check;

import dev.kaboom.check.StateSearch.Searched;
import dev.kaboom.explore.SearchResult;
import dev.kaboom.interleave.BoundHit;
import java.util.Locale;

/** Says why a search does not answer, and what to do about it. */
final class Limits {
  private Limits() {}

  /** The reason of an inconclusive answer. */
  static String reason(CheckOptions options, Searched searched) {
    SearchResult result = searched.result();
    String figures =
        String.format(Locale.ROOT, "%,d states, depth %,d", result.states(), result.depth());
    return switch (result.end()) {
      case STATES -> "--max-states reached: " + figures;
      case SECONDS ->
          String.format(Locale.ROOT, "--max-seconds %.3g reached: ", options.secondsMax())
              + figures;
      case MEMORY -> memory(options, result.storeBytes()) + ": " + figures;
      case CANCELLED -> "interrupted: " + figures;
      case EXHAUSTED, FOUND -> bound(options, searched);
    };
  }

  /** A table grows by a third or more: it may be the next size of one that does not fit. */
  private static String memory(CheckOptions options, long bytes) {
    return options.bytesMax() < Runtime.getRuntime().maxMemory() / 2
        ? "--max-memory %s reached".formatted(size(options.bytesMax()))
        : "the heap (-Xmx %s) has no room for more than %s of states"
            .formatted(size(Runtime.getRuntime().maxMemory()), size(bytes));
  }

  private static String size(long bytes) {
    return bytes < 1 << 20
        ? String.format(Locale.ROOT, "%,d kB", (bytes + 1023) >> 10)
        : String.format(Locale.ROOT, "%,d MB", bytes >> 20);
  }

  private static String bound(CheckOptions options, Searched searched) {
    BoundHit hit = searched.machine().boundsHit().get(0);
    String where = hit.at().line() == 0 ? "" : " at " + hit.at();
    String advice =
        switch (hit.bound()) {
          case STORE_BUFFER ->
              "; --store-buffer %d is too small".formatted(options.storeBufferMax());
          case WINDOW -> "; --window %d is too small".formatted(options.windowMax());
          case LOCAL_STEPS, VALUES, CHOICES -> "";
        };
    return hit.bound().text() + where + advice;
  }
}

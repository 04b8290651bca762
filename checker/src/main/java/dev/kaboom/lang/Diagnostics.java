package dev.kaboom.lang;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects the diagnostics of one run of a front end. The same complaint at the same place counts
 * once, so that a bad line of a header that is inlined many times is reported once.
 */
public final class Diagnostics {
  /** How many errors are kept; the ones after that are only counted. */
  public static final int ERRORS_MAX = 20;

  private final Set<Diagnostic> found = new LinkedHashSet<>();
  private int errors;
  private int unlisted;

  /** Adds one. */
  public void add(Diagnostic diagnostic) {
    boolean error = diagnostic.severity() == Diagnostic.Severity.ERROR;
    if (found.contains(diagnostic)) {
      return;
    }
    if (error && errors >= ERRORS_MAX) {
      unlisted++;
      return;
    }
    found.add(diagnostic);
    if (error) {
      errors++;
    }
  }

  /** Adds an error with nothing to advise. */
  public void error(Span at, String message) {
    add(Diagnostic.error(at, message));
  }

  /** Adds an error and what to write instead. */
  public void error(Span at, String message, String hint) {
    add(Diagnostic.error(at, message, hint));
  }

  /** Whether the input cannot be used. */
  public boolean hasErrors() {
    return errors > 0;
  }

  /** Whether further errors would only be counted. */
  public boolean full() {
    return errors >= ERRORS_MAX;
  }

  /** How many errors were found after {@link #ERRORS_MAX}. */
  public int unlisted() {
    return unlisted;
  }

  /** All of them in source order; files in the order in which they were first complained about. */
  public ImmutableList<Diagnostic> list() {
    if (found.isEmpty()) {
      return ImmutableList.of();
    }
    Map<SourceFile, Integer> files = new LinkedHashMap<>();
    for (Diagnostic diagnostic : found) {
      files.putIfAbsent(diagnostic.at().file(), files.size());
    }
    List<Diagnostic> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparingInt((Diagnostic d) -> files.getOrDefault(d.at().file(), 0))
            .thenComparingInt(d -> d.at().start()));
    return ImmutableList.copyOf(sorted);
  }
}

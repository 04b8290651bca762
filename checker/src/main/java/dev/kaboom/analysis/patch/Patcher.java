package dev.kaboom.analysis.patch;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.analysis.patch.Placed.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Applies a diff to a model: all of what concerns it, or nothing. */
public final class Patcher {
  private Patcher() {}

  /**
   * What a diff does to a model.
   *
   * @param hunks each hunk and what became of it, in the order of the diff
   * @param texts the changed files' new contents; empty if nothing is to be changed
   */
  public record Patched(ImmutableList<Placed> hunks, ImmutableMap<Path, String> texts) {
    /** Whether the diff can be applied. */
    public boolean applies() {
      return !texts.isEmpty();
    }

    /** Whether any hunk ended so. */
    public boolean has(Outcome outcome) {
      return hunks.stream().anyMatch(placed -> placed.outcome() == outcome);
    }

    /** The best that can be said where it cannot be applied, a sentence without a full stop. */
    public String refusal() {
      if (has(Outcome.ALREADY) && !has(Outcome.APPLIES) && !has(Outcome.AMBIGUOUS)) {
        return "the model has what this diff adds, and lacks what it removes:"
            + " it is applied already, or reversed";
      }
      if (has(Outcome.NOWHERE) || has(Outcome.AMBIGUOUS)) {
        return "the diff does not apply; nothing is changed";
      }
      return "no hunk of this diff concerns the model";
    }
  }

  /**
   * Applies the diff.
   *
   * @param files the model's files and their contents, the model itself first
   */
  public static Patched apply(Diff diff, ImmutableMap<Path, String> files) {
    Map<Path, HunkPlacer> placers = new LinkedHashMap<>();
    files.forEach((path, text) -> placers.put(path, new HunkPlacer(new Source(path, text))));
    List<Placed> hunks = new ArrayList<>();
    for (FileDiff file : diff.files()) {
      for (Hunk hunk : file.hunks()) {
        hunks.add(place(file.path(), hunk, placers));
      }
    }
    boolean whole =
        hunks.stream().anyMatch(placed -> placed.outcome() == Outcome.APPLIES)
            && hunks.stream().noneMatch(Patcher::fails);
    ImmutableMap.Builder<Path, String> texts = ImmutableMap.builder();
    if (whole) {
      placers.forEach(
          (path, placer) -> {
            if (!placer.text().equals(files.get(path))) {
              texts.put(path, placer.text());
            }
          });
    }
    return new Patched(ImmutableList.copyOf(hunks), texts.buildOrThrow());
  }

  private static boolean fails(Placed placed) {
    return switch (placed.outcome()) {
      case APPLIES, UNRELATED -> false;
      case NOWHERE, AMBIGUOUS, ALREADY -> true;
    };
  }

  /**
   * Tries the files one after another. What the model's own file already has is not looked for in
   * others: a model may include the code of before the patch, for a look at both.
   */
  private static Placed place(String diffPath, Hunk hunk, Map<Path, HunkPlacer> placers) {
    List<Placed> answers = new ArrayList<>();
    for (Map.Entry<Path, HunkPlacer> file : placers.entrySet()) {
      Placed placed = file.getValue().place(diffPath, hunk);
      if (placed.outcome() == Outcome.APPLIES) {
        return placed;
      }
      if (file.getValue().isDone(hunk)) {
        return Placed.elsewhere(diffPath, hunk, Outcome.ALREADY, file.getKey(), "");
      }
      answers.add(placed);
    }
    return answers.stream()
        .max(Comparator.comparing(placed -> rank(placed.outcome())))
        .orElseThrow();
  }

  private static int rank(Outcome outcome) {
    return switch (outcome) {
      case UNRELATED, APPLIES -> 0;
      case ALREADY -> 1;
      case NOWHERE -> 2;
      case AMBIGUOUS -> 3;
    };
  }
}

package dev.kaboom.report;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.Checked.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The end of a run over several files: those that need attention, the worst first, and how many
 * others there are. Worst is what was not checked, then wrong answers, then none.
 */
final class FolderSummary {
  private final Map<String, Tally> files = new LinkedHashMap<>();

  /** How the checks of one file came out. */
  private record Tally(String file, int good, int bad, int inconclusive, int unchecked) {
    Tally plus(Outcome outcome) {
      return switch (outcome) {
        case PASSED -> new Tally(file, good + 1, bad, inconclusive, unchecked);
        case FAILED -> new Tally(file, good, bad + 1, inconclusive, unchecked);
        case INCONCLUSIVE -> new Tally(file, good, bad, inconclusive + 1, unchecked);
      };
    }

    Tally plusUnchecked() {
      return new Tally(file, good, bad, inconclusive, unchecked + 1);
    }

    boolean isGood() {
      return bad + inconclusive + unchecked == 0;
    }

    private ImmutableList<String> cells() {
      return ImmutableList.of(
          file, "" + good, "" + bad, "" + inconclusive, unchecked == 0 ? "" : "not checked");
    }
  }

  private static final ImmutableList<String> HEADINGS =
      ImmutableList.of("file", "good", "bad", "inconclusive", "");

  /** Counts a check of {@code file}. */
  void add(String file, Outcome outcome) {
    files.put(file, tally(file).plus(outcome));
  }

  /** Counts something of {@code file} that could not be checked. */
  void addUnchecked(String file) {
    files.put(file, tally(file).plusUnchecked());
  }

  private Tally tally(String file) {
    return files.getOrDefault(file, new Tally(file, 0, 0, 0, 0));
  }

  /** The table; empty for a run of one file, whose report is the summary. */
  ImmutableList<String> lines() {
    if (files.size() < 2) {
      return ImmutableList.of();
    }
    List<Tally> wanted = new ArrayList<>(files.values());
    wanted.removeIf(Tally::isGood);
    wanted.sort(
        Comparator.comparingInt(Tally::unchecked)
            .thenComparingInt(Tally::bad)
            .thenComparingInt(Tally::inconclusive)
            .reversed());
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    if (!wanted.isEmpty()) {
      lines.add("needs attention, the worst first:");
      lines.addAll(table(wanted));
    }
    return lines.add(rest(files.size() - wanted.size(), wanted.isEmpty())).build();
  }

  private static String rest(int count, boolean all) {
    String files = count == 1 ? " file" : " files";
    return (all ? "all " + count : count + " other") + files + ": every check as expected";
  }

  private static ImmutableList<String> table(List<Tally> tallies) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADINGS);
    tallies.forEach(tally -> rows.add(tally.cells()));
    int name = rows.stream().mapToInt(row -> row.get(0).length()).max().orElse(0);
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("  ").append(row.get(0));
      line.append(" ".repeat(name - row.get(0).length()));
      for (int column = 1; column < row.size(); column++) {
        int width = HEADINGS.get(column).length();
        line.append("  ").append(" ".repeat(Math.max(0, width - row.get(column).length())));
        line.append(row.get(column));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines.build();
  }
}

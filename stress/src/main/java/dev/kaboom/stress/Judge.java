package dev.kaboom.stress;

import dev.kaboom.stress.Finding.Coverage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Holds a run of jcstress against the outcomes that the checker allows. jcstress itself is content
 * when no test matches, and leaves out a test that needs more threads than there are CPUs, so the
 * tests that were expected are counted here.
 */
public final class Judge {
  /** Outcomes of the harness, not of the model: no run need show them. */
  static final Set<String> ESCAPES = Set.of("stuck", "left out", "several faults");

  private final List<Finding> findings = new ArrayList<>();
  private final List<Expected> skipped = new ArrayList<>();

  private final int cpus;

  /**
   * Judges what was seen of each test.
   *
   * @param cpus how many there were: a harness with more actors is reported as skipped
   * @param covered models whose handlers must have come at every place that runs passed
   */
  Judge(List<Expected> expected, Map<String, Observed> observed, int cpus, Pattern covered) {
    this.cpus = cpus;
    for (Expected harness : expected) {
      if (harness.whyNot(cpus).isEmpty()) {
        boolean all = !harness.cuts().isEmpty() && covered.matcher(harness.model()).find();
        Coverage coverage = all ? Coverage.REQUIRED : Coverage.REPORTED;
        findings.add(new Finding(harness, coverage, observed.get(harness.test())));
      } else {
        skipped.add(harness);
      }
    }
  }

  /**
   * {@code Judge MANIFEST DIR TESTS COVERED FORBID}: judges the newest result file of jcstress in
   * DIR and writes {@code judge.txt} there, of the tests whose names the regular expression TESTS
   * finds. Of the models that COVERED finds, handlers must have come at every place; outcomes that
   * FORBID finds are forbidden whatever the manifest says. Exits with 1 unless all agree.
   */
  public static void main(String[] args) throws IOException, ClassNotFoundException {
    Pattern pattern = Pattern.compile(args[2]);
    Pattern covered = Pattern.compile(args[3]);
    Pattern forbidden = Pattern.compile(args[4]);
    List<Expected> expected =
        Expected.read(Path.of(args[0])).stream()
            .filter(e -> !e.skipped().isEmpty() || pattern.matcher(e.test()).find())
            .map(e -> e.forbidding(forbidden))
            .toList();
    Optional<Path> results = newest(Path.of(args[1]));
    Map<String, Observed> observed = results.isEmpty() ? Map.of() : Observed.read(results.get());
    int cpus = Runtime.getRuntime().availableProcessors();
    Judge judge = new Judge(expected, observed, cpus, covered);
    String report = judge.report();
    Files.writeString(Path.of(args[1], "judge.txt"), report);
    System.out.print(report);
    System.exit(judge.agree() ? 0 : 1);
  }

  private static Optional<Path> newest(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".bin.gz")).sorted().reduce((a, b) -> b);
    }
  }

  private long count(Finding.Verdict verdict) {
    return findings.stream().filter(f -> f.verdict() == verdict).count();
  }

  /** Whether there is something to judge, nothing is missing, and all agree. */
  boolean agree() {
    return !findings.isEmpty() && count(Finding.Verdict.AGREES) == findings.size();
  }

  /** What people read; the last line counts. */
  String report() {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      text.append(harness(finding));
    }
    for (Expected harness : skipped) {
      text.append("skipped   %s: %s%n".formatted(harness.title(), harness.whyNot(cpus)));
    }
    text.append(mutants());
    text.append(strength());
    return text.append(
            "%d harnesses, %d agree, %d disagree, %d missing%n"
                .formatted(
                    findings.size(),
                    count(Finding.Verdict.AGREES),
                    count(Finding.Verdict.DISAGREES),
                    count(Finding.Verdict.MISSING)))
        .toString();
  }

  private static String harness(Finding finding) {
    Expected expected = finding.expected();
    StringBuilder text = new StringBuilder();
    String word =
        switch (finding.verdict()) {
          case AGREES -> "agrees";
          case DISAGREES -> "DISAGREES";
          case MISSING -> "MISSING";
        };
    String kind =
        expected.proven() ? "proven" : finding.shown() ? "weak, and shown" : "weak, not shown";
    text.append(
        "%-9s %s under %s: %s%n".formatted(word, expected.title(), expected.machine(), kind));
    text.append(finding.shares());
    finding
        .unseen()
        .forEach(o -> text.append("      never seen, though allowed: %s%n".formatted(o)));
    if (finding.placesPassed() > 0) {
      text.append(
          "    handlers came at %d of %d places %s%n"
              .formatted(finding.placesSeen(), finding.placesPassed(), finding.placesMissed()));
    }
    finding.complaints().forEach(c -> text.append("  !! %s%n".formatted(c)));
    return text.toString();
  }

  /**
   * For each folder of models: what is proven, and which weaker forms the run showed to be weak.
   */
  private String mutants() {
    Map<String, List<Finding>> folders = new TreeMap<>();
    for (Finding finding : findings) {
      folders.computeIfAbsent(finding.expected().folder(), f -> new ArrayList<>()).add(finding);
    }
    StringBuilder text = new StringBuilder();
    folders.forEach(
        (folder, all) ->
            text.append(
                "%s: %d proven; weak and shown: %s; weak and not shown: %s%n"
                    .formatted(
                        folder,
                        all.stream().filter(f -> f.expected().proven()).count(),
                        weak(all, true),
                        weak(all, false))));
    return text.toString();
  }

  private static List<String> weak(List<Finding> findings, boolean shown) {
    return findings.stream()
        .filter(f -> !f.expected().proven() && f.shown() == shown)
        .map(f -> f.expected().shortTitle())
        .toList();
  }

  /** How much the run can be trusted to have shown. */
  private String strength() {
    int possible = findings.stream().mapToInt(Finding::possible).sum();
    int unseen = findings.stream().mapToInt(f -> f.unseen().size()).sum();
    long weak = findings.stream().filter(f -> !f.expected().proven()).count();
    long shown = findings.stream().filter(f -> !f.expected().proven() && f.shown()).count();
    int passed = findings.stream().mapToInt(Finding::placesPassed).sum();
    int seen = findings.stream().mapToInt(Finding::placesSeen).sum();
    return ("%d of %d allowed outcomes seen; %d of %d weak models shown;"
            + " handlers at %d of %d places%n")
        .formatted(possible - unseen, possible, shown, weak, seen, passed);
  }
}

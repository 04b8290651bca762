package dev.kaboom.report;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cases of a run by file. Both formats of test tools begin with counts, so that all wait. */
final class TestCases {
  private final CheckOptions options;
  private final Map<String, List<TestCase>> byFile = new LinkedHashMap<>();

  TestCases(CheckOptions options) {
    this.options = options;
  }

  void add(Checked check) {
    add(TestCase.of(check, options));
  }

  void add(Unchecked unchecked) {
    add(TestCase.of(unchecked));
  }

  private void add(TestCase added) {
    byFile.computeIfAbsent(added.file(), file -> new ArrayList<>()).add(added);
  }

  /** Files in the order in which they came, each with its cases. */
  Map<String, List<TestCase>> byFile() {
    return byFile;
  }

  /** All cases. */
  ImmutableList<TestCase> all() {
    return byFile.values().stream().flatMap(List::stream).collect(ImmutableList.toImmutableList());
  }
}

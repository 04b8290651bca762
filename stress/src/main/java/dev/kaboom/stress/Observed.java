package dev.kaboom.stress;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * What a run showed of one test, all its configurations together.
 *
 * @param counts how often each result was seen, as jcstress writes results
 * @param failures what went wrong with the run itself, not with an outcome
 */
record Observed(Map<String, Long> counts, List<String> failures) {
  Observed() {
    this(new TreeMap<>(), new ArrayList<>());
  }

  /** Reads the result file of jcstress, by test. */
  static Map<String, Observed> read(Path file) throws IOException, ClassNotFoundException {
    Map<String, Observed> all = new LinkedHashMap<>();
    DiskReadCollector reader =
        new DiskReadCollector(
            file.toString(),
            result -> all.computeIfAbsent(result.getName(), n -> new Observed()).add(result));
    try {
      reader.dump();
    } finally {
      reader.close();
    }
    return all;
  }

  private void add(TestResult result) {
    for (String state : result.getStateKeys()) {
      counts.merge(state, result.getCount(state), Long::sum);
    }
    if (result.status() != Status.NORMAL) {
      failures.add(result.status() + " " + String.join(" ", result.getMessages()));
    }
  }
}

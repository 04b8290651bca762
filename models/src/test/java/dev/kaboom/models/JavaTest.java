package dev.kaboom.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.check.Expected;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/jvm.md says about the litmus tests is what comes out. */
class JavaTest {
  private static final Path PAGE = Path.of("..", "docs", "jvm.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `([\\w-]+)` \\| (\\w+) \\| (\\w+) \\| .*");

  @Test
  void thePageListsEveryDifferenceFromTheKernelsModel() throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (Path file : ModelTree.files(".litmus").toList()) {
      String kernel = answer(file, Machine.LKMM);
      String java = answer(file, Machine.JVM);
      if (!kernel.equals(java)) {
        found.put(file.getFileName().toString().replace(".litmus", ""), kernel + " " + java);
      }
    }
    assertEquals(listed(), found);
  }

  private static Map<String, String> listed() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    for (String line : ModelTree.lines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.put(row.group(1), row.group(2) + " " + row.group(3));
      }
    }
    return rows;
  }

  private static String answer(Path file, Machine machine) {
    CheckResult result = ModelCheck.of(file, ImmutableMap.of(), machine, Compiler.SOURCE).result();
    return result.verdict() instanceof Verdict.Inconclusive
        ? "refused"
        : Expected.title(result.observation());
  }
}

package dev.kaboom.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.GraphSearch;
import dev.kaboom.lang.front.FrontEnd;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.ExecutionPicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The litmus test that is written of an execution graph means that execution: the machine that
 * allows the graph allows what the test asks for, and the machine that forbids its cycle does not.
 */
class LitmusFormatTest {
  private static final Path FOLDER = Path.of("target", "expressed");

  private final List<String> contradictions = new ArrayList<>();
  private final Map<String, Integer> without = new TreeMap<>();
  private int expressed;

  @Test
  void expressedExecutionsAreAllowedWhereTheyWereFound() throws IOException {
    Files.createDirectories(FOLDER);
    for (ModelCheck check : ModelCheck.ofLitmusTests()) {
      for (Machine machine : List.of(Machine.SC, Machine.TSO, Machine.LKMM, Machine.LKMM_6_1)) {
        compare(check.model(), machine);
      }
    }
    for (ModelCheck check : ModelCheck.ofModels()) {
      if (check.machine() == Machine.LKMM && check.compiler() == Compiler.SOURCE) {
        compare(check.model(), check.machine());
      }
    }
    assertEquals(List.of(), contradictions);
    Map<String, Integer> known =
        ImmutableMap.of(
            "a pointer that depends on other values", 6,
            "handlers", 24,
            "no value tells it from others", 20);
    assertEquals(known, without);
    assertEquals(500, expressed);
  }

  private void compare(Model model, Machine machine) throws IOException {
    Optional<ExecutionPicture> picture = check(model, machine).picture();
    if (picture.isEmpty()) {
      return;
    }
    String text = picture.get().litmus();
    if (!text.startsWith("C ")) {
      String why = text.substring(text.lastIndexOf(": ") + 2).replace(" *)", "").strip();
      without.merge(why, 1, Integer::sum);
      return;
    }
    Path file = Files.writeString(FOLDER.resolve("test.litmus"), text);
    Optional<Model> test = FrontEnd.load(file, ImmutableMap.of()).model();
    assertTrue(test.isPresent(), text);
    expressed++;
    CheckResult again = check(test.get(), machine);
    if (again.positive() == null || again.positive() == 0) {
      contradictions.add("not allowed by " + machine.label() + ":\n" + text);
    }
    Arrays.stream(Machine.values())
        .filter(forbidding -> forbidding.label().equals(picture.get().forbidding()))
        .filter(forbidding -> isAllowed(test.get(), forbidding))
        .forEach(
            forbidding -> contradictions.add("allowed by " + forbidding.label() + "\n" + text));
  }

  /** A machine that does not know SRCU does not answer. */
  private static boolean isAllowed(Model test, Machine machine) {
    Long positive = check(test, machine).positive();
    return positive != null && positive > 0;
  }

  private static CheckResult check(Model model, Machine machine) {
    return new GraphSearch()
        .check(model, machine, Compiler.SOURCE, CheckOptions.defaults(), figures -> {});
  }
}

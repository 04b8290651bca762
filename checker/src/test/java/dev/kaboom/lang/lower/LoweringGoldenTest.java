package dev.kaboom.lang.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.kaboom.lang.front.FrontEnd;
import dev.kaboom.lang.front.LoadResult;
import dev.kaboom.program.Code;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.program.Observable;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What becomes of a source: {@code X.c} or {@code X.litmus} beside {@code X.expected}. {@code
 * -Dupdate.golden=true} rewrites the expected files.
 */
class LoweringGoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/kaboom/lang/lower");

  @TestFactory
  Stream<DynamicTest> eachSourceBecomesTheExpectedCode() throws IOException {
    List<Path> inputs;
    try (Stream<Path> files = Files.list(FOLDER)) {
      inputs = files.filter(file -> !file.toString().endsWith(".expected")).sorted().toList();
    }
    assertFalse(inputs.isEmpty());
    return inputs.stream().map(file -> dynamicTest(file.toString(), () -> check(file)));
  }

  private static void check(Path input) throws IOException {
    String name = input.getFileName().toString();
    LoadResult result = FrontEnd.load(name, Files.readString(input), Map.of());
    assertEquals(List.of(), result.diagnostics());
    String listing = listing(result.model().orElseThrow());
    Path golden = input.resolveSibling(name.substring(0, name.indexOf('.')) + ".expected");
    if (Boolean.getBoolean("update.golden")) {
      assertFalse(System.getenv().containsKey("CI"), "goldens are not rewritten in CI");
      Files.writeString(golden, listing);
    }
    assertEquals(Files.readString(golden), listing);
  }

  private static String listing(Model model) {
    Memory memory = model.program().memory();
    StringBuilder text = new StringBuilder("memory\n");
    for (Location cell : memory.locations()) {
      text.append("    ").append(cell.name()).append(" = ");
      text.append(memory.describe(cell.initial(), cell.pointer())).append('\n');
    }
    text.append(CodeDump.of(model.program()));
    for (Property property : model.properties()) {
      text.append(of(memory, property));
    }
    String shown =
        model.observables().stream().map(Observable::label).collect(Collectors.joining(" "));
    return text.append("shows ").append(shown).append('\n').toString();
  }

  private static String of(Memory memory, Property property) {
    if (property instanceof Property.Always always) {
      return coded("always", property, memory, always.predicate());
    }
    if (property instanceof Property.Finally end) {
      return coded("finally", property, memory, end.predicate());
    }
    if (property instanceof Property.Exists exists) {
      return coded("exists", property, memory, exists.predicate());
    }
    Property.FinalCondition condition = (Property.FinalCondition) property;
    return condition.quantifier() + " " + condition.text() + "\n" + condition.formula() + "\n";
  }

  private static String coded(String word, Property property, Memory memory, Code code) {
    return word + " \"" + property.name() + "\"\n" + CodeDump.of(memory, code);
  }
}

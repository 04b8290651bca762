package dev.kaboom.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelFoldersTest {
  private static final Pattern DEFINE = Pattern.compile("-D (\\w+)");

  static Stream<Path> models() throws IOException {
    return ModelTree.files(".c");
  }

  static Stream<Path> litmusTests() throws IOException {
    return ModelTree.files(".litmus");
  }

  static Stream<Path> folders() throws IOException {
    return Stream.concat(models(), litmusTests()).map(ModelTree::folder).distinct();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theReadmeBeginsWithATitleAndTheClaimInOneSentence(Path folder) throws IOException {
    List<String> lines = ModelTree.lines(folder.resolve("README.md"));
    assertTrue(lines.get(0).matches("# \\S.*[^.]"), "title: " + lines.get(0));
    assertEquals("", lines.get(1));
    assertTrue(lines.get(2).matches("[^#|].*[^.]\\."), "claim: " + lines.get(2));
    assertFalse(lines.get(2).matches(".*\\.\\s+[A-Z].*"), "one sentence: " + lines.get(2));
    assertEquals("", lines.get(3), "the claim is one line");
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyModelHasItsExpectation(Path model) throws IOException {
    List<String> lines = ModelTree.lines(ModelTree.beside(model, ".expected"));
    List<String> variants = names(lines, "variant\\s+(\\S+).*");
    List<String> expected = names(lines, "expect\\s+(\\S+).*");
    assertFalse(expected.isEmpty(), "says what comes out");
    assertEquals(variants, expected.stream().distinct().toList(), "each variant, in order");
  }

  @ParameterizedTest
  @MethodSource("models")
  void theReadmeExplainsEveryVariant(Path model) throws IOException {
    String readme =
        String.join("\n", ModelTree.lines(ModelTree.folder(model).resolve("README.md")));
    for (String define : defines(model)) {
      assertTrue(readme.contains("`" + define + "`"), define + " is explained");
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyVariantChangesTheModel(Path model) throws IOException {
    List<String> directives = ModelTree.directives(ModelTree.folder(model));
    for (String define : defines(model)) {
      String looked = ".*\\b" + define + "\\b.*";
      assertTrue(directives.stream().anyMatch(line -> line.matches(looked)), define);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyModelGuardsAgainstVacuity(Path model) throws IOException {
    String text = ModelTree.withLocalIncludes(model);
    assertTrue(text.contains("\nEXISTS("), "something interesting must be reachable");
    assertTrue(text.contains("\nFINALLY(") || text.contains("\nALWAYS("), "something must hold");
  }

  @ParameterizedTest
  @MethodSource("litmusTests")
  void everyLitmusTestSaysWhatComesOut(Path test) throws IOException {
    List<String> lines = ModelTree.lines(test);
    assertEquals("C " + ModelTree.stem(test), lines.get(0));
    List<String> results = names(lines, " \\* Result: (\\w+(?: [A-Z]+)*)");
    assertEquals(1, results.size());
    String row = "| `" + ModelTree.stem(test) + "` ";
    String end = "| " + results.get(0) + " |";
    assertTrue(
        ModelTree.lines(ModelTree.folder(test).resolve("README.md")).stream()
            .anyMatch(line -> line.startsWith(row) && line.endsWith(end)),
        "the README has the same answer");
  }

  private static List<String> defines(Path model) throws IOException {
    return ModelTree.lines(ModelTree.beside(model, ".expected")).stream()
        .filter(line -> line.startsWith("variant"))
        .flatMap(line -> DEFINE.matcher(line).results().map(result -> result.group(1)))
        .distinct()
        .toList();
  }

  private static List<String> names(List<String> lines, String pattern) {
    return lines.stream()
        .map(Pattern.compile(pattern)::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .toList();
  }
}

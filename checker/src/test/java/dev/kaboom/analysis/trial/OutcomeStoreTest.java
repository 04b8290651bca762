package dev.kaboom.analysis.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Expectations.Case;
import dev.kaboom.check.Variant;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.verdict.PropertyResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeStoreTest {
  private static final Outcome OUTCOME =
      new Outcome(
          "violated",
          "FINALLY \"seen\"",
          "",
          "None",
          ImmutableSortedSet.of("data-race"),
          ImmutableList.of(new PropertyResult("seen", "finally", "violated")),
          17,
          0.25,
          new Outcome.Story(
              "a cause",
              "cpu0*2",
              ImmutableList.of("CPU 0", "x = 1"),
              ImmutableList.of(
                  new Reordering(
                      "CPU(0)",
                      ImmutableSortedSet.of("x", "y"),
                      ImmutableSortedSet.of("z"),
                      ImmutableList.of(new Witness("NMI(0)", "g", Witness.Side.SAME_CPU)))),
              ImmutableList.of(new Place("m.c", 3, "f")),
              2));
  private static final Case SC = new Case(Variant.PLAIN, Machine.SC, Compiler.SOURCE);

  @TempDir private Path folder = Path.of("");

  private static String name(String text, Case checked, CheckOptions options) {
    return Fingerprint.of(ImmutableMap.of(Path.of("m.c"), text), checked, options);
  }

  @Test
  void whatWasKeptIsFoundAgain() {
    String name = name("int x;", SC, CheckOptions.defaults());
    OutcomeStore.in(folder).keep(name, OUTCOME);
    assertEquals(Optional.of(OUTCOME), OutcomeStore.in(folder).find(name));
    assertEquals(Optional.empty(), OutcomeStore.none().find(name));
  }

  @Test
  void aDamagedFileIsAsIfItWereNotThere() throws IOException {
    String name = name("int x;", SC, CheckOptions.defaults());
    Path file = folder.resolve(name.substring(0, 2)).resolve(name + ".json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"verdict\":\"holds\"");
    assertEquals(Optional.empty(), OutcomeStore.in(folder).find(name));
  }

  @Test
  void whateverTheAnswerDependsOnChangesTheName() {
    CheckOptions usual = CheckOptions.defaults();
    String name = name("int x;", SC, usual);
    assertNotEquals(name, name("int y;", SC, usual));
    assertNotEquals(
        name, name("int x;", new Case(SC.variant(), Machine.TSO, SC.compiler()), usual));
    assertNotEquals(
        name, name("int x;", new Case(SC.variant(), SC.machine(), Compiler.CPPO), usual));
    assertNotEquals(name, name("int x;", SC, usual.withBounds(3, 16)));
    assertNotEquals(
        name, name("int x;", SC, usual.withExtent(CheckOptions.Extent.FIRST_VIOLATION)));
    Variant other = new Variant("v", ImmutableMap.of("A", "1"));
    assertNotEquals(name, name("int x;", new Case(other, SC.machine(), SC.compiler()), usual));
    assertEquals(name, name("int x;", SC, usual.withSecondsMax(3)));
  }

  @Test
  void aHeaderThatAMacroNamesKeepsTheAnswerFromBeingKept() {
    CheckOptions usual = CheckOptions.defaults();
    assertEquals("", name("#define H \"a.h\"\n#include H\n", SC, usual));
    assertEquals("", name("/* */ #include \"a.h\"\n", SC, usual));
    assertNotEquals("", name("#include \"a.h\"\n#include <linux/list.h>\n", SC, usual));
  }
}

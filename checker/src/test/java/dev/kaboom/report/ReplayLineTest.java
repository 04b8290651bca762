package dev.kaboom.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checked;
import dev.kaboom.check.Expected;
import dev.kaboom.check.Variant;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import org.junit.jupiter.api.Test;

class ReplayLineTest {
  private static void check(
      String expected, String file, ImmutableMap<String, String> defines, CheckOptions options) {
    Sample sample = Stories.tick();
    Verdict.Violated violated = sample.violated(Violation.Kind.BUG, "v");
    Checked checked =
        new Checked(
            file,
            new Variant("v", defines),
            sample.result(Machine.TSO, Compiler.CPPO, violated),
            Expected.NOTHING,
            "");
    assertEquals("kaboom replay " + expected, ReplayLine.of(checked, violated, options));
  }

  private static final String WHERE = "'cpu0,irq0,cpu0*2' --machine tso --compiler cppo";

  @Test
  void whatAShellWouldChangeIsQuoted() {
    CheckOptions usual = CheckOptions.defaults();
    check("m.c " + WHERE, "m.c", ImmutableMap.of(), usual);
    check(
        "'my models/it'\\''s.c' " + WHERE + " -D A -D B=2 -D 'C=1 + $x' -D 'D=\"*\"' -D E=",
        "my models/it's.c",
        ImmutableMap.of("A", "1", "B", "2", "C", "1 + $x", "D", "\"*\"", "E", ""),
        usual);
    check("./-m.c " + WHERE, "-m.c", ImmutableMap.of(), usual);
    check("./@m.c " + WHERE, "@m.c", ImmutableMap.of(), usual);
    check("'~/m.c' " + WHERE, "~/m.c", ImmutableMap.of(), usual);
  }

  @Test
  void boundsOtherThanTheUsualOnesAreNamed() {
    check(
        "m.c " + WHERE + " --store-buffer 2 --window 24",
        "m.c",
        ImmutableMap.of(),
        CheckOptions.defaults().withBounds(2, 24));
  }
}

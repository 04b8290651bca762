package dev.kaboom.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Machine;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExpectationParserTest {
  private static final ImmutableList<Machine> KNOWN = ImmutableList.of(Machine.SC, Machine.TSO);

  /** Every case and its expectation, one a line. */
  private static void check(List<String> text, String... expected) {
    ExpectationParser.Parsed parsed = parse(text);
    assertEquals(List.of(), parsed.errors());
    Expectations expectations = parsed.expectations();
    String actual =
        expectations.cases(KNOWN).stream()
            .map(
                c ->
                    "%s %s %s %s"
                        .formatted(
                            c.variant().name(),
                            c.machine().label(),
                            c.compiler().label(),
                            expectations.expected(c.variant(), c.machine(), c.compiler()).text()))
            .collect(Collectors.joining("\n"));
    assertEquals(String.join("\n", expected), actual);
  }

  private static void error(String message, String... text) {
    assertEquals(List.of(message), parse(List.of(text)).errors());
  }

  private static ExpectationParser.Parsed parse(List<String> text) {
    return ExpectationParser.parse("m.expected", String.join("\n", text));
  }

  @Test
  void starsMeanEverythingThatTheBuildKnows() {
    check(
        List.of("expect - * * holds"),
        "- sc source holds",
        "- sc cppo holds",
        "- tso source holds",
        "- tso cppo holds");
  }

  @Test
  void linesWithoutStarsBeatLinesWithStars() {
    check(
        List.of(
            "# the race",
            "variant before -D BEFORE",
            "expect before tso cppo violated \"list # walk\"  # the compiler",
            "expect before tso,sc * holds"),
        "before sc source holds",
        "before sc cppo holds",
        "before tso source holds",
        "before tso cppo violated \"list # walk\"");
  }

  @Test
  void machinesThatAreNamedAreCheckedThoughTheBuildLacksThem() {
    check(List.of("expect - lkmm source holds"), "- lkmm source holds");
  }

  @Test
  void kindsNeedNoQuotes() {
    check(List.of("expect - sc source violated bad-access"), "- sc source violated bad-access");
  }

  @Test
  void definesMayHaveValues() {
    var parsed = parse(List.of("variant a -D N=2 -DM -D P"));
    assertEquals("{N=2, M=1, P=1}", parsed.expectations().variants().get(0).defines().toString());
  }

  @Test
  void mistakesAreNamedWithTheirLine() {
    error("m.expected:1: 'tos' is no machine", "expect - tos source holds");
    error("m.expected:1: 'gcc' is no compiler", "expect - sc gcc holds");
    error(
        "m.expected:2: 'good' is no verdict: holds, violated or inconclusive",
        "",
        "expect - sc source good");
    error("m.expected:1: variant before is not declared", "expect before sc source holds");
    error("m.expected:2: variant a is declared twice", "variant a", "variant a -D A");
    error("m.expected:1: 'variant' needs a name, then -D options", "variant");
    error("m.expected:1: expected -D NAME or -D NAME=VALUE, not 'A'", "variant a A");
    error("m.expected:1: expected -D NAME or -D NAME=VALUE, not '-D'", "variant a -D 1");
    error(
        "m.expected:1: a line starts with 'variant' or 'expect', not with 'expected'",
        "expected - sc source holds");
    error(
        "m.expected:2: line 1 already says what to expect of one of these checks",
        "expect - sc source holds",
        "expect - sc,tso source violated");
    error("m.expected:1: only 'violated' names a violation", "expect - sc source holds \"x\"");
    error(
        "m.expected:1: expected: expect VARIANTS MACHINES COMPILERS VERDICT [\"VIOLATION\"]",
        "expect - sc holds");
    error("m.expected:1: '' is no machine", "expect - sc, source holds");
    error(
        "m.expected:1: quote the violation's name, or use one of "
            + String.join(", ", ExpectationParser.KINDS),
        "expect - sc source violated walk");
  }

  @Test
  void anEmptyFileExpectsNothing() {
    check(List.of("", "# nothing"), "");
  }
}

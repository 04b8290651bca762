package dev.kaboom.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Formula;
import dev.kaboom.property.Model;
import dev.kaboom.property.Quantifier;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Verdict;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@code --engine auto} answers is what states answer; and which engine it takes. */
class EngineRaceTest {
  private static final Checker CHECKER =
      new Checker(
          ImmutableList.of(new EitherEngine(), new InterleavingEngine(), new GraphSearch()));
  private static final CheckOptions DEFAULTS = CheckOptions.defaults();

  private static CheckResult check(Model model, Machine machine, CheckOptions options) {
    return CHECKER.check(model, machine, Compiler.SOURCE, options, ProgressListener.none());
  }

  private static CheckOptions limited(long states) {
    return new CheckOptions(
        EngineChoice.AUTO,
        CheckOptions.Reduction.ON,
        states,
        DEFAULTS.secondsMax(),
        DEFAULTS.bytesMax(),
        DEFAULTS.storeBufferMax(),
        DEFAULTS.windowMax(),
        DEFAULTS.unrollMax());
  }

  private static CheckResult asStates(Model model, Machine machine) {
    CheckResult auto = check(model, machine, DEFAULTS);
    CheckResult states = check(model, machine, DEFAULTS.withEngine(EngineChoice.STATES));
    assertEquals(states.verdict(), auto.verdict());
    assertEquals(states.properties(), auto.properties());
    assertEquals(states.states(), auto.states());
    assertEquals(states.observation(), auto.observation());
    assertEquals(states.positive(), auto.positive());
    assertEquals(states.negative(), auto.negative());
    assertEquals(states.flags(), auto.flags());
    assertEquals(states.picture(), auto.picture());
    assertEquals(explored(auto), explored(check(model, machine, DEFAULTS)));
    return auto;
  }

  private static String explored(CheckResult result) {
    long executions = result.statistics().executions();
    return executions > 0 ? executions + " executions" : result.statistics().states() + " states";
  }

  private static Tiny begin(Model.Dialect dialect, int cells) {
    String[] names = IntStream.range(0, cells).mapToObj(i -> "v" + i).toArray(String[]::new);
    return dialect == Model.Dialect.LITMUS ? Tiny.litmus(names) : Tiny.model(names);
  }

  /** Each thread writes its cell and reads that of the next: few executions, many states. */
  private static Tiny ring(Model.Dialect dialect, int threads) {
    Tiny tiny = begin(dialect, threads);
    for (int i = 0; i < threads; i++) {
      tiny.cpu(i, tiny.store("v" + i, 1), tiny.load(0, "v" + (i + 1) % threads));
    }
    return tiny;
  }

  private static Tiny ring(int threads) {
    return ring(Model.Dialect.KERNEL_C, threads);
  }

  /** All write and read one cell: many executions, few states. */
  private static Tiny crowd(int threads) {
    Tiny tiny = begin(Model.Dialect.KERNEL_C, 2);
    for (int i = 0; i < threads; i++) {
      tiny.cpu(i, tiny.store("v0", i), tiny.load(0, "v0"), tiny.store("v1", i));
    }
    return tiny;
  }

  @Test
  void fewStatesAnswerForThemselves() {
    CheckResult result = asStates(ring(7).atEnd("written", "v0", 1).build(), Machine.SC);
    assertEquals("688 states", explored(result));
  }

  @Test
  void graphsAnswerWhereTheyAreFewer() {
    Model model = ring(11).atEnd("written", "v0", 1).build();
    assertEquals("2047 executions", explored(asStates(model, Machine.SC)));
    assertEquals("2048 executions", explored(asStates(model, Machine.TSO)));
  }

  @Test
  void oneGraphAnswersBeforeAnyState() {
    Tiny tiny = begin(Model.Dialect.KERNEL_C, 12);
    for (int i = 0; i < 12; i++) {
      tiny.cpu(i, tiny.store("v" + i, 1), tiny.load(0, "v" + i));
    }
    CheckResult result = asStates(tiny.atEnd("written", "v0", 1).build(), Machine.SC);
    assertEquals("1 executions", explored(result));
  }

  @Test
  void statesAnswerWhereTheyAreFewer() {
    CheckResult result = asStates(crowd(8).build(), Machine.SC);
    assertEquals(0, result.statistics().executions());
    assertTrue(result.statistics().states() > EngineRace.FIRST_LOOK, explored(result));
  }

  /** A CPU that may be interrupted waits for all others, one after the other. */
  private static Model interruptedJoin(int writers) {
    Tiny tiny = begin(Model.Dialect.KERNEL_C, writers);
    Instruction[] joins = new Instruction[2 * writers];
    for (int i = 0; i < writers; i++) {
      tiny.cpu(i, tiny.store("v" + i, 1));
      joins[2 * i] = tiny.load(0, "v" + i);
      joins[2 * i + 1] = tiny.assume(0, 1);
    }
    tiny.cpu(writers, joins);
    tiny.nmi(writers, tiny.load(1, "v0"));
    return tiny.atEnd("written", "v0", 1).build();
  }

  @Test
  void withHandlersGraphsAreLookedAtLate() {
    CheckResult soon = asStates(interruptedJoin(12), Machine.SC);
    assertEquals("22526 states", explored(soon));
    assertTrue(soon.statistics().states() > EngineRace.FIRST_LOOK);
    assertTrue(soon.statistics().states() < EngineRace.LATE_FIRST_LOOK);
    assertEquals("17 executions", explored(asStates(interruptedJoin(14), Machine.SC)));
  }

  @Test
  void aViolationHasTheTraceOfStates() {
    Model model = ring(11).atEnd("never", "v0", 2).build();
    CheckResult result = asStates(model, Machine.SC);
    assertInstanceOf(Verdict.Violated.class, result.verdict());
    assertEquals(0, result.statistics().executions());
  }

  @Test
  void whatGraphsCannotSeeIsLeftToStates() {
    Tiny tiny = ring(11);
    tiny.cpu(11, tiny.store("v0", 3), tiny.store("v0", 4), tiny.mb(), tiny.store("v0", 1));
    CheckResult result = asStates(tiny.exists("between", "v0", 3).build(), Machine.SC);
    assertEquals(new Verdict.Holds(), result.verdict());
    assertEquals(0, result.statistics().executions());
  }

  @Test
  void aWaitForEverIsTheDeadlockOfStates() {
    Tiny tiny = ring(11);
    Instruction begin = tiny.load(0, "v0");
    tiny.cpu(11, begin, tiny.assume(0, 5));
    asStates(tiny.build(), Machine.SC);
  }

  @Test
  void aLitmusTestHasTheStatesAndCountsOfStates() {
    Tiny tiny = ring(Model.Dialect.LITMUS, 6);
    Formula none =
        IntStream.range(0, 6)
            .<Formula>mapToObj(i -> new Formula.EqualsConstant(tiny.register(i, 0), 0))
            .reduce(Formula.And::new)
            .orElseThrow();
    Model model = tiny.condition(Quantifier.EXISTS, none).build();
    assertEquals(63, asStates(model, Machine.SC).negative());
    assertEquals(1, asStates(model, Machine.TSO).positive());
  }

  @Test
  void graphsAnswerWhereStatesComeToALimit() {
    Model model = ring(9).atEnd("written", "v0", 1).build();
    CheckResult result = check(model, Machine.SC, limited(2000));
    assertEquals(new Verdict.Holds(), result.verdict());
    assertEquals("511 executions", explored(result));
  }

  @Test
  void butWithinTheLimitOnly() {
    Model model = ring(11).atEnd("written", "v0", 1).build();
    CheckResult result = check(model, Machine.SC, limited(2000));
    assertInstanceOf(Verdict.Inconclusive.class, result.verdict());
    assertEquals("2000 states", explored(result));
  }

  @Test
  void aCounterexampleOfGraphsIsBetterThanNone() {
    Model model = ring(10).atEnd("never", "v0", 2).build();
    CheckResult result = check(model, Machine.SC, limited(5000));
    assertInstanceOf(Verdict.Violated.class, result.verdict());
    assertTrue(result.picture().isPresent());
  }

  @Test
  void graphsHaveNoStoreBufferThatOverflows() {
    Tiny tiny = Tiny.model("x", "y", "z");
    tiny.cpu(0, tiny.store("x", 1), tiny.store("y", 1), tiny.load(0, "z"));
    tiny.cpu(1, tiny.store("z", 1), tiny.load(0, "x"));
    Model model = tiny.atEnd("written", "x", 1).build();
    CheckOptions narrow = DEFAULTS.withBounds(1, 16);
    CheckOptions states = narrow.withEngine(EngineChoice.STATES);
    assertInstanceOf(Verdict.Inconclusive.class, check(model, Machine.TSO, states).verdict());
    assertEquals(new Verdict.Holds(), check(model, Machine.TSO, narrow).verdict());
  }

  @Test
  void whoWantsEveryInterleavingGetsStates() {
    Model model = ring(10).atEnd("written", "v0", 1).build();
    CheckOptions all = DEFAULTS.withReduction(CheckOptions.Reduction.OFF);
    assertEquals(0, check(model, Machine.SC, all).statistics().executions());
  }
}

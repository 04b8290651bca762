package dev.kaboom.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Instruction.LockOperation.Kind;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Expectation.Observation;
import dev.kaboom.property.Formula;
import dev.kaboom.property.Model;
import dev.kaboom.property.Quantifier;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InterleavingEngineTest {
  private static final Checker CHECKER = new Checker(ImmutableList.of(new InterleavingEngine()));
  private static final CheckOptions DEFAULTS = CheckOptions.defaults();

  private static CheckResult check(Model model, Machine machine, Compiler compiler) {
    return CHECKER.check(model, machine, compiler, DEFAULTS, ProgressListener.none());
  }

  private static CheckResult check(Model model, Machine machine) {
    return check(model, machine, Compiler.SOURCE);
  }

  private static void holds(CheckResult result) {
    assertEquals(new Verdict.Holds(), result.verdict());
  }

  private static Verdict.Violated violated(
      Violation.Kind kind, String schedule, CheckResult result) {
    assertTrue(result.verdict() instanceof Verdict.Violated, () -> "verdict: " + result.verdict());
    Verdict.Violated violated = (Verdict.Violated) result.verdict();
    assertEquals(kind, violated.violation().kind());
    assertEquals(schedule, violated.schedule().toString());
    assertEquals(
        violated.schedule().labels(),
        violated.trace().steps().stream().map(step -> step.label()).toList());
    return violated;
  }

  private static Model storeBuffering(Quantifier quantifier) {
    Tiny tiny = Tiny.litmus("x", "y");
    tiny.cpu(0, tiny.store("x", 1), tiny.load(0, "y"));
    tiny.cpu(1, tiny.store("y", 1), tiny.load(0, "x"));
    Formula both =
        new Formula.And(
            new Formula.EqualsConstant(tiny.register(0, 0), 0),
            new Formula.EqualsConstant(tiny.register(1, 0), 0));
    return tiny.condition(quantifier, both).build();
  }

  @Test
  void storeBufferingIsNeverUnderScAndSometimesUnderTso() {
    CheckResult sc = check(storeBuffering(Quantifier.EXISTS), Machine.SC);
    CheckResult tso = check(storeBuffering(Quantifier.EXISTS), Machine.TSO);
    holds(sc);
    holds(tso);
    assertEquals(Observation.NEVER, sc.observation());
    assertEquals(Observation.SOMETIMES, tso.observation());
    assertEquals(
        List.of("0:r0=0; 1:r0=1;", "0:r0=1; 1:r0=0;", "0:r0=1; 1:r0=1;"), sc.states().asList());
    assertEquals(4, tso.states().size());
    assertEquals(List.of(0L, 3L), List.of(sc.positive(), sc.negative()));
    assertEquals(List.of(1L, 3L), List.of(tso.positive(), tso.negative()));
  }

  @Test
  void aClaimThatFailsHasATraceToARefutingState() {
    CheckResult result = check(storeBuffering(Quantifier.NOT_EXISTS), Machine.TSO);
    Verdict.Violated violated =
        violated(Violation.Kind.CONDITION, "cpu0*2,cpu1*2,flush0,flush1", result);
    assertEquals("~exists (condition)", violated.violation().name());
    assertTrue(CHECKER.cause(result, DEFAULTS).contains("was still in its store buffer"));
    holds(check(storeBuffering(Quantifier.NOT_EXISTS), Machine.SC));
    violated(Violation.Kind.CONDITION, "cpu0*2,cpu1*2", check(always(), Machine.SC));
  }

  private static Model always() {
    return storeBuffering(Quantifier.FORALL);
  }

  private static Model halted() {
    Tiny tiny = Tiny.model("list", "cache");
    tiny.cpu(0, tiny.store("list", 1), tiny.store("cache", 1), tiny.store("list", 0));
    return tiny.nmi(0, tiny.halt()).atEnd("list is empty", "list", 0).build();
  }

  @Test
  void anNmiThatHaltsFreezesWhatItInterrupts() {
    CheckResult result = check(halted(), Machine.SC);
    Verdict.Violated violated = violated(Violation.Kind.FINALLY, "cpu0,nmi0,cpu0", result);
    assertEquals("list is empty", violated.violation().name());
    assertEquals(
        "NMI on CPU 0 between `WRITE_ONCE(list, 1)` (tiny.c:1) and `WRITE_ONCE(cache, 1)`"
            + " (tiny.c:2)",
        CHECKER.cause(result, DEFAULTS));
    assertEquals("violated", property(result, "finally"));
    assertEquals("holds", property(result, "faults"));
    assertEquals("holds", property(result, "deadlock"));
  }

  private static String property(CheckResult result, String kind) {
    return result.properties().stream()
        .filter(p -> p.kind().equals(kind))
        .map(p -> p.verdict())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void plainStoresBehindAMarkedOneMayBeEmittedLater() {
    Tiny tiny = Tiny.model("data", "flag");
    tiny.cpu(0, tiny.plain("data", 1), tiny.store("flag", 1));
    tiny.nmi(
        0, tiny.load(0, "flag"), tiny.whileZero(0, 4, 4), tiny.load(1, "data"), tiny.bugIf(1, 0));
    Model model = tiny.build();
    holds(check(model, Machine.SC, Compiler.SOURCE));
    CheckResult result = check(model, Machine.SC, Compiler.CPPO);
    violated(Violation.Kind.BUG, "cpu0!1,nmi0,cpu0*2", result);
    assertEquals(
        "the compiler may emit `WRITE_ONCE(flag, 1)` (tiny.c:2) before `data = 1` (tiny.c:1); NMI"
            + " on CPU 0 between the two",
        CHECKER.cause(result, DEFAULTS));
  }

  @Test
  void locksTakenInOppositeOrdersDeadlock() {
    Tiny tiny = Tiny.model("a", "b");
    for (int cpu = 0; cpu < 2; cpu++) {
      String first = cpu == 0 ? "a" : "b";
      String second = cpu == 0 ? "b" : "a";
      tiny.cpu(
          cpu,
          tiny.lock(Kind.LOCK, first),
          tiny.lock(Kind.LOCK, second),
          tiny.lock(Kind.UNLOCK, second),
          tiny.lock(Kind.UNLOCK, first));
    }
    violated(Violation.Kind.DEADLOCK, "cpu0,cpu1", check(tiny.build(), Machine.SC));
  }

  @Test
  void waitingForWhatNobodyDoesIsALivelock() {
    Tiny tiny = Tiny.model("flag");
    tiny.cpu(0, tiny.load(0, "flag"), tiny.whileZero(0, 0, 2));
    Verdict.Violated violated =
        violated(Violation.Kind.LIVELOCK, "cpu0", check(tiny.build(), Machine.SC));
    assertEquals(0, violated.trace().loopStart());
  }

  @Test
  void waitingForWhatSomebodyDoesIsNone() {
    Tiny tiny = Tiny.model("flag");
    tiny.cpu(0, tiny.load(0, "flag"), tiny.whileZero(0, 0, 2));
    holds(check(tiny.cpu(1, tiny.store("flag", 1)).build(), Machine.TSO));
  }

  @Test
  void faultsAreToldAsTheStepperTellsThem() {
    Tiny tiny = Tiny.model("x");
    tiny.cpu(0, tiny.crash(0));
    violated(Violation.Kind.BAD_ACCESS, "cpu0", check(tiny.build(), Machine.SC));
  }

  private static Model crashBehindAssumption(long assumed) {
    Tiny tiny = Tiny.model("x");
    tiny.cpu(0, tiny.load(0, "x"), tiny.assume(0, assumed), tiny.crash(1));
    return tiny.build();
  }

  @Test
  void whatOnlyAFalseAssumptionAllowsIsNoViolation() {
    holds(check(crashBehindAssumption(1), Machine.SC, Compiler.CPPO));
    holds(check(crashBehindAssumption(1), Machine.SC, Compiler.SOURCE));
    violated(
        Violation.Kind.BAD_ACCESS,
        "cpu0*2",
        check(crashBehindAssumption(0), Machine.SC, Compiler.CPPO));
  }

  @Test
  void anExistsThatComesTrueHasAWitness() {
    Tiny tiny = Tiny.litmus("x", "y");
    tiny.cpu(0, tiny.store("x", 1), tiny.load(0, "y"));
    tiny.cpu(1, tiny.store("y", 1), tiny.load(0, "x"));
    Formula both =
        new Formula.And(
            new Formula.EqualsConstant(tiny.register(0, 0), 0),
            new Formula.EqualsConstant(tiny.register(1, 0), 0));
    Model model = tiny.condition(Quantifier.EXISTS, both).build();
    assertEquals(
        Optional.empty(),
        new InterleavingEngine().witness(model, Machine.SC, Compiler.SOURCE, DEFAULTS));
    Verdict.Violated witness =
        new InterleavingEngine()
            .witness(model, Machine.TSO, Compiler.SOURCE, DEFAULTS)
            .orElseThrow();
    assertEquals("cpu0*2,cpu1*2,flush0,flush1", witness.schedule().toString());
  }

  /** Two marked loads, a branch on the second, and behind it a plain store to y. */
  private static Tiny storeBehindABranch() {
    Tiny tiny = Tiny.model("x", "w", "y", "z");
    return tiny.cpu(
        0,
        tiny.load(0, "x"),
        tiny.load(1, "w"),
        tiny.whileZero(1, 4, 4),
        tiny.plain("z", 1),
        tiny.plain("y", 1));
  }

  @Test
  void ofSeveralGuessesTheOneThatComesTrueCounts() {
    CheckResult result =
        check(storeBehindABranch().always("y stays 0", "y", 0).build(), Machine.SC, Compiler.CPPO);
    violated(Violation.Kind.ALWAYS, "cpu0?0,cpu0!3", result);
  }

  @Test
  void alwaysIsCheckedInEveryStateAndExistsMustBeMet() {
    Tiny tiny = Tiny.model("x");
    tiny.cpu(0, tiny.store("x", 1), tiny.store("x", 0));
    CheckResult result = check(tiny.always("x stays 0", "x", 0).build(), Machine.SC);
    violated(Violation.Kind.ALWAYS, "cpu0", result);
    tiny = Tiny.model("x");
    tiny.cpu(0, tiny.store("x", 1), tiny.store("x", 0));
    holds(check(tiny.exists("x is 1", "x", 1).build(), Machine.SC));
    tiny = Tiny.model("x");
    tiny.cpu(0, tiny.store("x", 1));
    CheckResult vacuous = check(tiny.exists("x is 2", "x", 2).build(), Machine.SC);
    violated(Violation.Kind.EXISTS, "", vacuous);
    assertEquals("violated", property(vacuous, "exists"));
  }

  private static CheckOptions states(long statesMax) {
    return new CheckOptions(
        DEFAULTS.engine(),
        DEFAULTS.reduction(),
        statesMax,
        DEFAULTS.secondsMax(),
        DEFAULTS.bytesMax(),
        DEFAULTS.storeBufferMax(),
        DEFAULTS.windowMax(),
        DEFAULTS.unrollMax());
  }

  @Test
  void aLimitIsInconclusiveUnlessAViolationWasFoundBefore() {
    Model good = storeBuffering(Quantifier.EXISTS);
    CheckResult gaveUp =
        CHECKER.check(good, Machine.TSO, Compiler.SOURCE, states(3), ProgressListener.none());
    assertEquals("inconclusive", gaveUp.verdict().label());
    assertTrue(gaveUp.verdict().toString().contains("--max-states reached: 3 states"));
    assertEquals(Observation.NONE, gaveUp.observation());
    Tiny tiny = Tiny.model("x");
    tiny.cpu(0, tiny.store("x", 1), tiny.store("x", 2), tiny.store("x", 3), tiny.store("x", 4));
    Model bad = tiny.always("x stays 0", "x", 0).build();
    CheckResult found =
        CHECKER.check(bad, Machine.SC, Compiler.SOURCE, states(3), ProgressListener.none());
    violated(Violation.Kind.ALWAYS, "cpu0", found);
  }

  @Test
  void withoutReductionTheAnswersAreTheSame() {
    CheckOptions full =
        new CheckOptions(
            DEFAULTS.engine(),
            CheckOptions.Reduction.OFF,
            DEFAULTS.statesMax(),
            DEFAULTS.secondsMax(),
            DEFAULTS.bytesMax(),
            DEFAULTS.storeBufferMax(),
            DEFAULTS.windowMax(),
            DEFAULTS.unrollMax());
    for (Machine machine : CHECKER.machines()) {
      Model model = storeBuffering(Quantifier.EXISTS);
      CheckResult result =
          CHECKER.check(model, machine, Compiler.SOURCE, full, ProgressListener.none());
      assertEquals(check(model, machine).states(), result.states());
    }
  }
}

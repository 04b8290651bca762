package dev.kaboom.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Memory;
import dev.kaboom.report.Sample;
import dev.kaboom.report.Sample.NodeKind;
import dev.kaboom.report.Stories;
import dev.kaboom.verdict.Schedule;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Step.Effect;
import dev.kaboom.verdict.Violation;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CauseFinderTest {
  private static final CauseFinder.Lookahead NOTHING = (prefix, label) -> Optional.empty();

  private static void check(String expected, Sample sample, Violation.Kind kind) {
    check(expected, sample, kind, NOTHING);
  }

  private static void check(
      String expected, Sample sample, Violation.Kind kind, CauseFinder.Lookahead lookahead) {
    assertEquals(
        expected, CauseFinder.cause(sample.model(), sample.violated(kind, "v"), lookahead));
  }

  private static Step only(Sample sample) {
    return sample.trace(-1).steps().get(0);
  }

  @Test
  void anNmiIsPlacedBetweenTheStatementsThatItSeparates() {
    Step next =
        only(
            Sample.model("vmclear")
                .context("cpu0", "CPU(0)", ContextKind.PROCESS, 0)
                .step("cpu0", 0, 0, "__loaded_vmcs_clear:23", "vmcs_clear(&vmcs_a)")
                .source("vmcs_clear(v);"));
    check(
        "NMI on CPU 0 between `WRITE_ONCE(prev->next, next)` (__list_del(), "
            + "vmclear.c:107) and `vmcs_clear(v)` (__loaded_vmcs_clear(), vmclear.c:23)",
        Stories.vmclear(),
        Violation.Kind.FINALLY,
        (prefix, label) ->
            prefix.equals(Schedule.parse("cpu0*3")) && label.equals("cpu0")
                ? Optional.of(next)
                : Optional.empty());
  }

  @Test
  void anIrqThatReturnsIsPlacedByWhatFollowsInTheTrace() {
    check(
        "IRQ on CPU 0 between `r0 = count /* 0 */` (tick.c:5) and `count = 1` (tick.c:6)",
        Stories.tick(),
        Violation.Kind.FINALLY);
  }

  @Test
  void aStoreStillInTheStoreBufferIsNamedWithTheReadThatMissedIt() {
    check(
        "P0's `WRITE_ONCE(x, 1)` (SB.c:7) was still in its store buffer when P1 read x = "
            + "0 at `r0 = READ_ONCE(x) /* 0 */` (SB.c:14)",
        Stories.storeBuffering(),
        Violation.Kind.CONDITION);
  }

  @Test
  void aWriteBetweenTwoAccessesIsNamedWithBoth() {
    check(
        "CPU 1's `count = r0 + 1` (increment(), counter.c:6) came between CPU 0's `r0 = "
            + "count` (increment(), counter.c:5) and `count = r0 + 1` (increment(), "
            + "counter.c:6)",
        Stories.lostUpdate(),
        Violation.Kind.FINALLY);
  }

  /** A publisher whose window holds, in this order, stores to x and z, then performs one to y. */
  private static Sample publisher() {
    return Sample.model("add")
        .cell("x", 0)
        .cell("y", 0)
        .cell("z", 0)
        .context("cpu0", "CPU(0)", ContextKind.PROCESS, 0)
        .context("cpu1", "CPU(1)", ContextKind.PROCESS, 1)
        .context("nmi0", "NMI(0)", ContextKind.NMI, 0)
        .step("cpu0!2", Step.Kind.PERFORM, 0, 0, "publish:30", "WRITE_ONCE(y, 1)")
        .effect(Effect.Kind.WRITE, "y", 1);
  }

  /** What the publisher would do in the source's order. */
  private static Optional<Step> inOrder(Schedule prefix, String label) {
    Sample rest =
        publisher()
            .step("cpu0", 0, 0, "publish:28", "x = 1")
            .effect(Effect.Kind.WRITE, "x", 1)
            .step("cpu0", 0, 0, "publish:29", "z = 1")
            .effect(Effect.Kind.WRITE, "z", 1);
    int performed = prefix.labels().size();
    return label.equals("cpu0") && performed < 2
        ? Optional.of(rest.trace(-1).steps().get(1 + performed))
        : Optional.empty();
  }

  @Test
  void theReorderingThatAHandlerSawIsNamed() {
    check(
        "the compiler may emit `WRITE_ONCE(y, 1)` (publish(), add.c:30) before `z = 1` (publish(),"
            + " add.c:29); NMI on CPU 0 between the two",
        publisher()
            .step("nmi0", Step.Kind.ENTER, 2, 1, "", "NMI(0)")
            .step("cpu0", 2, 1, "walk:8", "y /* 1 */")
            .effect(Effect.Kind.READ, "y", 1)
            .step("cpu0", 2, 1, "walk:9", "z /* 0 */")
            .effect(Effect.Kind.READ, "z", 0),
        Violation.Kind.BUG,
        CauseFinderTest::inOrder);
  }

  @Test
  void theReorderingThatAnotherCpuSawIsNamedWithWhatItDid() {
    check(
        "the compiler may emit `WRITE_ONCE(y, 1)` (publish(), add.c:30) before `x = 1` (publish(),"
            + " add.c:28); CPU 1's `x /* 0 */` (walk(), add.c:9) came between the two",
        publisher()
            .step("cpu1", 1, 0, "walk:8", "y /* 1 */")
            .effect(Effect.Kind.READ, "y", 1)
            .step("cpu1", 1, 0, "walk:9", "x /* 0 */")
            .effect(Effect.Kind.READ, "x", 0),
        Violation.Kind.BUG,
        CauseFinderTest::inOrder);
  }

  @Test
  void aReorderingThatNobodySawIsNotBlamed() {
    check(
        "CPU 1's `y /* 1 */` (walk(), add.c:8) came after CPU 0's `WRITE_ONCE(y, 1)` (publish(),"
            + " add.c:30)",
        publisher().step("cpu1", 1, 0, "walk:8", "y /* 1 */").effect(Effect.Kind.READ, "y", 1),
        Violation.Kind.BUG,
        CauseFinderTest::inOrder);
    check(
        "CPU 1's `x /* 1 */` (walk(), add.c:9) came after CPU 0's `x = 1` (publish(), add.c:28)",
        publisher()
            .step("cpu0", 0, 0, "publish:28", "x = 1")
            .effect(Effect.Kind.WRITE, "x", 1)
            .step("cpu1", 1, 0, "walk:9", "x /* 1 */")
            .effect(Effect.Kind.READ, "x", 1),
        Violation.Kind.BUG,
        CauseFinderTest::inOrder);
  }

  @Test
  void aPropertyOfStatesSeesTheStoreThatIsStillMissing() {
    check(
        "the compiler may emit `WRITE_ONCE(y, 1)` (publish(), add.c:30) before `z = 1` (publish(),"
            + " add.c:29)",
        publisher().step("cpu0", 0, 0, "publish:28", "x = 1").effect(Effect.Kind.WRITE, "x", 1),
        Violation.Kind.ALWAYS,
        CauseFinderTest::inOrder);
    check(
        "CPU(0) alone gets there: no interrupt and no other CPU is involved",
        publisher(),
        Violation.Kind.BUG,
        CauseFinderTest::inOrder);
  }

  @Test
  void aLineThatIsContinuedIsShownAsFarAsItGoes() {
    Step next =
        only(
            Sample.model("walk")
                .context("cpu0", "CPU(0)", ContextKind.PROCESS, 0)
                .step("cpu0", 0, 0, "walk:9", "")
                .source("list_for_each_entry(v, &per_cpu(loaded_vmcss_on_cpu, cpu),"));
    check(
        "NMI on CPU 0 before `list_for_each_entry(v, &per_cpu(loaded_vmcss_on_cpu, cpu), ...`"
            + " (walk(), walk.c:9)",
        Sample.model("walk")
            .context("cpu0", "CPU(0)", ContextKind.PROCESS, 0)
            .context("nmi0", "NMI(0)", ContextKind.NMI, 0)
            .step("nmi0", Step.Kind.ENTER, 1, 1, "", "NMI(0)"),
        Violation.Kind.FINALLY,
        (prefix, label) -> Optional.of(next));
  }

  @Test
  void aPoisonedPointerIsTracedToWhoPoisonedIt() {
    Sample sample =
        Sample.model("del")
            .node("e1", NodeKind.ENTRY, "NULL", "NULL")
            .context("cpu0", "CPU(0)", ContextKind.PROCESS, 0)
            .context("cpu1", "CPU(1)", ContextKind.PROCESS, 1)
            .step("cpu0", 0, 0, "list_del:50", "entry->next = LIST_POISON1")
            .effect(Effect.Kind.WRITE, "e1.next", Memory.LIST_POISON1)
            .step("cpu1", 1, 0, "walk:9", "pos = e1.next = LIST_POISON1")
            .effect(Effect.Kind.READ, "e1.next", Memory.LIST_POISON1)
            .step("cpu1", 1, 0, "walk:10", "pos->next");
    check(
        "CPU 1 read e1.next = LIST_POISON1, which `entry->next = LIST_POISON1` "
            + "(list_del(), del.c:50) wrote",
        sample,
        Violation.Kind.BAD_ACCESS);
  }

  @Test
  void aDeadlockTellsWhereEveryCpuStands() {
    check(
        "nothing can go on: CPU 0 after `count = r0 + 1` (increment(), counter.c:6), CPU "
            + "1 after `count = r0 + 1` (increment(), counter.c:6)",
        Stories.lostUpdate(),
        Violation.Kind.DEADLOCK);
  }

  @Test
  void oneContextAloneIsSaidToBeAlone() {
    Sample sample =
        Sample.model("one")
            .context("cpu0", "CPU(0)", ContextKind.PROCESS, 0)
            .step("cpu0", 0, 0, "CPU(0):3", "BUG_ON(1)");
    check(
        "CPU(0) alone gets there: no interrupt and no other CPU is involved",
        sample,
        Violation.Kind.BUG);
  }

  @Test
  void withoutATraceTheStatesThemselvesAreToBlame() {
    Sample empty = Sample.model("e").context("cpu0", "CPU(0)", ContextKind.PROCESS, 0);
    check(
        "no reachable state satisfies it: the model may be vacuous", empty, Violation.Kind.EXISTS);
    check("the initial state violates it already", empty, Violation.Kind.ALWAYS);
  }
}

package dev.kaboom.interleave;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.sun.management.ThreadMXBean;
import dev.kaboom.explore.TransitionSystem.Sink;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps allocate nothing, counted and not timed. */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 3;

  private static final ImmutableList<String> PROGRAMS =
      ImmutableList.of(
          """
          var x=0 y=0 n=0 o=0 p=&x
          cpu0: addret t0 n 1; L:; Racq t1 o; bz L t1 == t0; W! x 1; set t1 t0 + 1; Wrel o t1
          cpu1: addret t0 n 1; L:; Racq t1 o; bz L t1 == t0; W! x 2; set t1 t0 + 1; Wrel o t1
          cpu2: R! t0 p; W! *t0 3; R! r0 y; mb; W! y r0
          nmi0*2: R! t0 p; R! r0 *t0
          always y < 9
          exists x == 3
          """,
          """
          var x=0 y=0 l=0
          cpu0: rlock; R! r0 x; bz E r0; W y 1; E:; runlock; ipi 1 f 1; await; W x 2
          cpu1: lock l; W x 1; unlock l; irq off; cmpxchg t0 y 0 2; irq on; sync
          ipi1.f: atomic; R t0 l; require t0 == 0; W y 3; end
          irq1: nondet t0 1 3; W y t0
          always x < 9
          """);

  /** What a search does with each state, but for keeping it. */
  private static long bytes(
      InterleavingMachine machine, ImmutableList<int[]> states, boolean reduction) {
    Sink nowhere = new Nowhere();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < states.size(); i++) {
      int[] state = states.get(i);
      machine.expand(state, reduction, nowhere);
      machine.violation(state);
      if (machine.fairness().judged(state)) {
        machine.fairness().enabledAgents(state);
      }
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  @ParameterizedTest
  @CsvSource({"SC, SOURCE", "SC, CPPO", "TSO, SOURCE", "TSO, CPPO"})
  void aStepAllocatesNothing(Machine machine, Compiler compiler) {
    MachineOptions options = new MachineOptions(3, 3, true, false);
    for (String program : PROGRAMS) {
      InterleavingMachine system =
          InterleavingMachine.of(Asm.model(program), machine, compiler, options);
      BruteForce search =
          BruteForce.searchLimited(Asm.model(program), system, BruteForce.Mode.REDUCED, 20_000);
      ImmutableList<int[]> states = search.rows();
      for (boolean reduction : new boolean[] {true, false}) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
          least = Math.min(least, bytes(system, states, reduction));
        }
        assertTrue(
            least < states.size(), least + " bytes for " + states.size() + " states: " + program);
      }
    }
  }

  private static final class Nowhere implements Sink {
    @Override
    public void accept(int[] state, int label) {}

    @Override
    public void violated(int violation, int label) {}
  }
}

package dev.kaboom.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Store buffering (SB): each CPU writes its own flag, then reads the other's. */
@JCStressTest
@Outcome(
    id = "0, 0",
    expect = ACCEPTABLE_INTERESTING,
    desc = "Both reads ran ahead of the other CPU's write: each write was still in a store buffer.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "CPU 0 read before CPU 1 wrote.")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "CPU 1 read before CPU 0 wrote.")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Both writes were visible before either read.")
@State
public class StoreBuffering {
  private int x;
  private int y;

  @Actor
  public void cpu0(II_Result r) {
    x = 1;
    r.r1 = y;
  }

  @Actor
  public void cpu1(II_Result r) {
    y = 1;
    r.r2 = x;
  }
}

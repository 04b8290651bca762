package dev.kaboom.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A test with one outcome, for runs of jcstress that tests make. */
@JCStressTest
@Outcome(id = "holds", expect = Expect.ACCEPTABLE, desc = "All that there is.")
@State
public class Always {
  /** The only actor. */
  @Actor
  public void actor(L_Result result) {
    result.r1 = "holds";
  }
}

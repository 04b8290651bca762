package dev.kaboom.analysis.trial;

import com.google.common.collect.ImmutableList;
import java.util.List;

/** Makes checks of changed models, several at a time. */
public interface TrialRunner {
  /** Makes all of these, and gives what became of each in their order. */
  ImmutableList<Tried> run(List<Trial> trials);

  /** Says how many trials may still come, for who watches. */
  void expect(int trials);

  /**
   * Sets a part of the time that is left aside for what comes next.
   *
   * @param fraction 1 for all of it
   * @return how much that is, in seconds
   */
  double share(double fraction);
}

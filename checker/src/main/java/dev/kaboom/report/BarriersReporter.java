package dev.kaboom.report;

import dev.kaboom.analysis.barriers.BarrierFindings;

/** Writes what was found out about the orderings of models, in one format. */
public interface BarriersReporter {
  /** Takes the findings of one model. */
  void model(BarrierFindings findings);

  /** No more models. */
  void end();
}

package dev.kaboom.report;

import dev.kaboom.analysis.repair.RepairFindings;

/** Writes what came of searches for repairs, in one format. */
public interface RepairReporter {
  /** Takes what was found for one variant of a model. */
  void variant(RepairFindings findings);

  /** No more. */
  void end();
}

package dev.kaboom.cli;

/** What {@code --format} can ask for. */
enum OutputFormat {
  /** For people. */
  TEXT,
  /** As herd7 prints. */
  HERD,
  /** One JSON object a line. */
  JSON,
  /** Execution graphs for Graphviz. */
  DOT
}

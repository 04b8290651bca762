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
  DOT,
  /** A litmus test of each execution graph, for herd7. */
  LITMUS,
  /** JUnit XML, for test servers. */
  JUNIT,
  /** SARIF 2.1.0, for code scanning. */
  SARIF,
  /** The Kernel Test Anything Protocol. */
  KTAP,
  /** One page to step through. */
  HTML
}

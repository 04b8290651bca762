package dev.kaboom.report;

import dev.kaboom.check.Checked;
import dev.kaboom.verdict.Verdict;

/** The command line that shows a trace again. */
final class ReplayLine {
  private ReplayLine() {}

  /** {@code kaboom replay FILE SCHEDULE --machine M --compiler C -D …}, quoted for a shell. */
  static String of(Checked check, Verdict.Violated violated) {
    int loop = violated.trace().loopStart();
    String defines = check.variant().options();
    return "kaboom replay %s '%s'%s --machine %s --compiler %s%s"
        .formatted(
            quoted(check.file()),
            violated.schedule(),
            loop < 0 ? "" : " --loop " + loop,
            check.result().machine().label(),
            check.result().compiler().label(),
            defines.isEmpty() ? "" : " " + defines);
  }

  private static String quoted(String word) {
    return word.matches("[\\w./+:@-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

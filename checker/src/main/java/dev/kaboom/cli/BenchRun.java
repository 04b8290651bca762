package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import java.io.IOException;

/** Measures cases one after the other, each beside its peers, and prints what comes out. */
final class BenchRun {
  private final BenchProcess kaboom;
  private final BenchPeers peers;
  private final BenchTable printed;
  private long differ;
  private long unanswered;

  BenchRun(BenchProcess kaboom, BenchPeers peers, BenchTable printed) {
    this.kaboom = kaboom;
    this.peers = peers;
    this.printed = printed;
  }

  /** Measures all, and gives the exit code. A peer without an answer fails nothing. */
  int measure(ImmutableList<BenchCase> table) throws IOException, InterruptedException {
    printed.head();
    for (BenchCase of : table) {
      BenchRow row = kaboom.run(of);
      show(row);
      unanswered += row.outcome() == BenchRow.Outcome.UNANSWERED ? 1 : 0;
      for (BenchPeer peer : peers.of(of)) {
        show(peer.run(of).against(row));
      }
    }
    printed.foot(table.size(), differ, unanswered);
    return differ > 0 ? ExitCode.VIOLATED : unanswered > 0 ? ExitCode.INCONCLUSIVE : ExitCode.OK;
  }

  private void show(BenchRow row) {
    printed.row(row);
    differ += row.outcome() == BenchRow.Outcome.DIFFERS ? 1 : 0;
  }
}

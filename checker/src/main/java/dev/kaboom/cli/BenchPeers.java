package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** All peers, and which of them are there. */
final class BenchPeers {
  private final ImmutableList<BenchPeer> peers;
  private final BenchPath path;

  /**
   * Looks for the peers.
   *
   * @param memoryModel the kernel's {@code tools/memory-model}, where herd7 runs
   * @param limit of a peer's time for a case
   */
  BenchPeers(BenchPath path, Path memoryModel, Duration limit) {
    this.path = path;
    this.peers =
        ImmutableList.of(
            new BenchHerd(path, memoryModel, limit),
            new BenchGenMc(path, limit),
            new BenchSpin(path, limit));
  }

  /** Those that are there and take the case. */
  ImmutableList<BenchPeer> of(BenchCase of) {
    return peers.stream()
        .filter(peer -> lacking(peer).isEmpty() && peer.takes(of))
        .collect(ImmutableList.toImmutableList());
  }

  /** The executables that are not there and without which cases have a peer less. */
  ImmutableList<String> missing(List<BenchCase> cases) {
    return peers.stream()
        .filter(peer -> cases.stream().anyMatch(peer::takes))
        .flatMap(peer -> lacking(peer).stream())
        .collect(ImmutableList.toImmutableList());
  }

  private ImmutableList<String> lacking(BenchPeer peer) {
    return peer.executables().stream()
        .filter(name -> path.find(name).isEmpty())
        .collect(ImmutableList.toImmutableList());
  }
}

package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import java.io.IOException;

/**
 * Another checker that {@code kaboom bench} runs on the programs of its cases, written in that
 * checker's own language.
 */
sealed interface BenchPeer permits BenchHerd, BenchGenMc, BenchSpin {
  /** What the table calls it. */
  String name();

  /** The executables that it needs, its own first. */
  ImmutableList<String> executables();

  /** Whether it explores what this case does: there is a program for it, and a like model. */
  boolean takes(BenchCase of);

  /**
   * Runs a case that it takes, where all its executables are. That it has no answer in its time is
   * a row without a count.
   *
   * @throws IOException if a process cannot be started
   */
  BenchRow run(BenchCase of) throws IOException, InterruptedException;
}

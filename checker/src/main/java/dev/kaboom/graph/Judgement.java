package dev.kaboom.graph;

import com.google.common.collect.ImmutableSet;

/**
 * A model's verdict on a complete graph.
 *
 * @param consistent whether it is an execution of the model
 * @param flags names of what is wrong with the program ({@code data-race} …); empty if inconsistent
 */
public record Judgement(boolean consistent, ImmutableSet<String> flags) {
  /** Not an execution. */
  public static final Judgement INCONSISTENT = new Judgement(false, ImmutableSet.of());

  /** An execution with nothing wrong. */
  public static final Judgement CONSISTENT = new Judgement(true, ImmutableSet.of());
}

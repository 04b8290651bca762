package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;

/** Where control can go in a thread's code, and which registers are still needed there. */
final class CodeFlow {
  private final ImmutableList<Step> steps;
  private final int[][] successors;

  CodeFlow(ImmutableList<Step> steps) {
    this.steps = steps;
    successors = new int[steps.size()][];
    Arrays.setAll(successors, pc -> successors(steps.get(pc), pc));
  }

  private static int[] successors(Step step, int pc) {
    return switch (step.kind()) {
      case HALT -> new int[0];
      case JUMP -> new int[] {step.target()};
      case BRANCH -> new int[] {pc + 1, step.target()};
      default -> new int[] {pc + 1};
    };
  }

  /** The places behind the step at {@code pc}; the code's length is one of them. */
  int[] successors(int pc) {
    return successors[pc];
  }

  /**
   * The loop that {@code head} is the head of: all places on a way from it back to it. Empty if no
   * jump goes back there, or if the loop can be entered at another place.
   */
  BitSet loop(int head) {
    BitSet body = new BitSet();
    BitSet reached = reachable(head);
    for (int pc = head; pc < steps.size(); pc++) {
      if (reached.get(pc) && goesTo(pc, head)) {
        body.set(pc);
      }
    }
    if (body.isEmpty()) {
      return body;
    }
    body.set(head);
    boolean again = true;
    while (again) {
      again = false;
      for (int pc = steps.size() - 1; pc >= 0; pc--) {
        if (!body.get(pc) && entersBody(pc, head, body)) {
          body.set(pc);
          again = true;
        }
      }
    }
    return within(body, reached) ? body : new BitSet();
  }

  /** Whether the one set is part of the other: a loop that has another entry is not. */
  private static boolean within(BitSet part, BitSet whole) {
    BitSet rest = (BitSet) part.clone();
    rest.andNot(whole);
    return rest.isEmpty();
  }

  /** The places that can be reached from {@code from}, itself included. */
  private BitSet reachable(int from) {
    BitSet seen = new BitSet();
    IntStack open = new IntStack();
    open.push(from);
    while (open.size() > 0) {
      int pc = open.pop();
      if (pc < steps.size() && !seen.get(pc)) {
        seen.set(pc);
        for (int next : successors[pc]) {
          open.push(next);
        }
      }
    }
    return seen;
  }

  private boolean entersBody(int pc, int head, BitSet body) {
    return Arrays.stream(successors[pc]).anyMatch(next -> next != head && body.get(next));
  }

  private boolean goesTo(int pc, int target) {
    return Arrays.stream(successors[pc]).anyMatch(next -> next == target);
  }

  /** Whether each round of the loop passes a place that satisfies the predicate. */
  boolean eachRoundPasses(int head, BitSet body, IntPredicate place) {
    BitSet seen = new BitSet();
    IntStack open = new IntStack();
    open.push(head);
    while (open.size() > 0) {
      int pc = open.pop();
      if (seen.get(pc) || place.test(pc)) {
        continue;
      }
      seen.set(pc);
      for (int next : successors[pc]) {
        if (next == head) {
          return false;
        }
        if (body.get(next)) {
          open.push(next);
        }
      }
    }
    return true;
  }

  /** Whether a round of the loop may pass the place more than once. */
  boolean recurs(int head, BitSet body, int place) {
    BitSet seen = new BitSet();
    IntStack open = new IntStack();
    open.push(place);
    while (open.size() > 0) {
      for (int next : successors[open.pop()]) {
        if (next == place && place != head) {
          return true;
        }
        if (next != head && body.get(next) && !seen.get(next)) {
          seen.set(next);
          open.push(next);
        }
      }
    }
    return false;
  }

  /**
   * The registers that may be read at or behind each place before they are written.
   *
   * @param observed those that are looked at when the code has ended
   */
  BitSet[] live(BitSet observed) {
    BitSet[] live = new BitSet[steps.size() + 1];
    Arrays.setAll(live, pc -> new BitSet());
    live[steps.size()].or(observed);
    boolean again = true;
    while (again) {
      again = false;
      for (int pc = steps.size() - 1; pc >= 0; pc--) {
        BitSet before = (BitSet) live[pc].clone();
        Step step = steps.get(pc);
        if (step.kind() == Step.Kind.HALT) {
          live[pc].or(observed);
        }
        for (int next : successors[pc]) {
          live[pc].or(live[next]);
        }
        if (step.register() >= 0) {
          live[pc].clear(step.register());
        }
        markRead(step, live[pc]);
        again |= !live[pc].equals(before);
      }
    }
    return live;
  }

  /** An RMW computes its new value and its condition from what its register has just got. */
  private static void markRead(Step step, BitSet live) {
    for (Operand operand : ImmutableList.of(step.value(), step.condition())) {
      for (int register : operand.registers()) {
        if (step.kind() != Step.Kind.RMW || register != step.register()) {
          live.set(register);
        }
      }
    }
    for (int register : step.address().registers()) {
      live.set(register);
    }
  }
}

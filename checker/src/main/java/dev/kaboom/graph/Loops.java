package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which loops of a thread's code need no bound.
 *
 * <p>A <em>wait</em> is a loop of which a round that goes back to the head can leave nothing
 * behind: it reads memory in every round, has no other effect (an RMW or a trylock has none when it
 * fails, or on some machines when it writes what it has read; what it does in a round decides), and
 * no register that it sets is read in the next round or behind the loop before it is set again. An
 * execution in which such rounds fail has the final state of one without them, which is an
 * execution as well: events that are taken out of a graph only take orderings with them, and every
 * axiom asks for the absence of something. So only the last round is executed, and a round that
 * fails is none (Kokologiannakis, Ren and Vafeiadis, "Dynamic partial order reductions for
 * spinloops", FMCAD 2021). What waits for ever is told by {@link Blocking}.
 *
 * <p>A <em>counted</em> loop ends after a number of rounds that is settled when it is entered:
 * whatever decides to leave it is computed, once in each round, from registers alone. All other
 * loops are cut off where they go round more often than a bound allows.
 */
final class Loops {
  /** Rounds of a counted loop after which it is taken for one that does not end. */
  static final int ROUNDS_MAX = 1 << 16;

  private final ImmutableList<Step> steps;
  private final CodeFlow flow;
  private final BitSet[] live;
  private final BitSet[] waits;
  private final BitSet counted = new BitSet();

  /**
   * The loops of the code.
   *
   * @param observed registers that are looked at when the code has ended
   */
  Loops(ImmutableList<Step> steps, BitSet observed) {
    this.steps = steps;
    flow = new CodeFlow(steps);
    live = flow.live(observed);
    waits = new BitSet[steps.size()];
    for (int head = 0; head < steps.size(); head++) {
      BitSet body = flow.loop(head);
      if (!body.isEmpty() && isWait(head, body)) {
        waits[head] = body;
      } else if (!body.isEmpty() && isCounted(head, body)) {
        counted.set(head);
      }
    }
  }

  /** Whether a wait begins at the place. */
  boolean waitsAt(int pc) {
    return pc < waits.length && waits[pc] != null;
  }

  /** Whether {@code pc} belongs to the wait that begins at {@code head}. */
  boolean within(int head, int pc) {
    return waits[head] == null || waits[head].get(pc);
  }

  /** Whether a counted loop begins at the place. */
  boolean isCounted(int head) {
    return counted.get(head);
  }

  /** Whether some loop of the code is counted. */
  boolean anyCounted() {
    return !counted.isEmpty();
  }

  private boolean isWait(int head, BitSet body) {
    return body.stream().allMatch(pc -> leavesNothing(steps.get(pc), live[head]))
        && flow.eachRoundPasses(head, body, pc -> steps.get(pc).kind().reads());
  }

  private static boolean leavesNothing(Step step, BitSet neededAtHead) {
    int srcu = Tag.SRCU_LOCK.bit() | Tag.SRCU_UNLOCK.bit() | Tag.SYNC_SRCU.bit();
    int rcu = Tag.RCU_LOCK.bit() | Tag.RCU_UNLOCK.bit() | Tag.SYNC_RCU.bit();
    return switch (step.kind()) {
      case LOAD, RMW, TRY_LOCK, FENCE ->
          (step.tags() & (srcu | rcu)) == 0
              && (step.register() < 0 || !neededAtHead.get(step.register()));
      case ASSIGN -> !neededAtHead.get(step.register());
      case BRANCH, JUMP -> true;
      default -> false;
    };
  }

  private boolean isCounted(int head, BitSet body) {
    BitSet deciding = new BitSet();
    boolean leaves = false;
    for (int pc = body.nextSetBit(0); pc >= 0; pc = body.nextSetBit(pc + 1)) {
      if (Arrays.stream(flow.successors(pc)).anyMatch(next -> !body.get(next))) {
        leaves = true;
        addRegisters(steps.get(pc).condition(), deciding);
      }
    }
    return leaves && onlyComputed(head, body, deciding);
  }

  /** Whether the loop sets these registers, and what they are computed from, once in each round. */
  private boolean onlyComputed(int head, BitSet body, BitSet deciding) {
    int known;
    do {
      known = deciding.cardinality();
      for (int pc = body.nextSetBit(0); pc >= 0; pc = body.nextSetBit(pc + 1)) {
        Step step = steps.get(pc);
        if (step.register() >= 0 && deciding.get(step.register())) {
          int place = pc;
          if (step.kind() != Step.Kind.ASSIGN
              || flow.recurs(head, body, place)
              || !flow.eachRoundPasses(head, body, other -> other == place)) {
            return false;
          }
          addRegisters(step.value(), deciding);
        }
      }
    } while (deciding.cardinality() > known);
    return true;
  }

  private static void addRegisters(Operand operand, BitSet registers) {
    for (int register : operand.registers()) {
      registers.set(register);
    }
  }
}

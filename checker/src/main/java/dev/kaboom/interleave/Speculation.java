package dev.kaboom.interleave;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether it can matter to guess a branch whose condition is still to come.
 *
 * <p>Past an unresolved branch nothing faults and no check is decided, and no store or RMW before
 * the branch's join takes effect. All that a guess makes possible is to perform a later load, or a
 * store or RMW behind the join, before the accesses that decide the branch. If behind the guessed
 * way there is none that could be performed that early, the guess changes nothing but the time at
 * which entries are issued: whatever follows it also follows when the branch waits for its
 * condition. Such guesses are not offered; without this, a polling loop would fill its window with
 * guesses that it will go on polling.
 *
 * <p>An access cannot be performed early if its address or value needs something pending, if it and
 * one of the deciding accesses are marked, if it is a release, or if one of the deciding accesses
 * is an acquire. The search ends at whatever drains the window. It is static but for the set of
 * pending registers; its answers are remembered.
 *
 * <p>One more guess is not offered: to go round again in a loop of {@link IdleLoops}. Take an
 * execution with such a guess that turns out right, and leave out the round that ends with the
 * guess. Its loads have no effect, nothing that follows needs their values, and the next round
 * begins with the same registers; fewer entries hold fewer others back. What remains is an
 * execution with the same effects, and with one guess less.
 */
final class Speculation {
  private static final int SEARCH_LIMIT = 10_000;

  /**
   * A guess.
   *
   * @param pending slots of the registers whose values are to come
   * @param marked whether a marked access decides the branch
   */
  private record Guess(int pc, boolean taken, BitSet pending, boolean marked) {}

  /** Whether a guess matters with these registers pending. */
  private record Answer(BitSet pending, boolean matters) {}

  /** A place behind a guess; {@code joined} once the control scope of the branch has ended. */
  private record Place(int pc, BitSet pending, boolean joined) {}

  private final CompiledProgram code;
  private final StateLayout layout;
  private final Window window;
  private final Arms arms;
  private final IdleLoops idle;

  /** By branch, guess and marking: what is known, with the pending registers. */
  private final List<List<Answer>> known = new ArrayList<>();

  /** Entries that decide the branch at hand: all, and those that are accesses. */
  private final BitSet deciding = new BitSet();

  private final BitSet accesses = new BitSet();
  private final BitSet pending = new BitSet();

  Speculation(CompiledProgram code, Window window, Arms arms) {
    this.arms = arms;
    this.code = code;
    this.layout = code.layout;
    this.window = window;
    this.idle = new IdleLoops(code);
    for (int i = 0; i < 4 * code.size(); i++) {
      known.add(new ArrayList<>(0));
    }
  }

  /**
   * Whether guessing the branch at which the context stands could make a difference.
   *
   * @param taken the guess: the condition is not 0
   */
  boolean matters(int[] state, int context, int pc, boolean taken) {
    if (idle.goesRound(pc, taken)) {
      return false;
    }
    int marks = decidingMarks(state, context, pc);
    if ((marks & Mark.ACQUIRE) != 0) {
      return false;
    }
    pending.clear();
    int first = layout.registers[context];
    for (int slot = first; slot < first + layout.registerCount[context]; slot++) {
      pending.set(slot, ValueTable.isReference(state[slot]));
    }
    return matters(pc, taken, (marks & Mark.MARKED) != 0);
  }

  private boolean matters(int pc, boolean taken, boolean marked) {
    List<Answer> answers = known.get(4 * pc + (taken ? 2 : 0) + (marked ? 1 : 0));
    for (int i = 0; i < answers.size(); i++) {
      if (answers.get(i).pending.equals(pending)) {
        return answers.get(i).matters;
      }
    }
    BitSet kept = (BitSet) pending.clone();
    Answer answer = new Answer(kept, search(new Guess(pc, taken, kept, marked)));
    answers.add(answer);
    return answer.matters;
  }

  /**
   * The marks of the accesses that must be performed before the condition at {@code pc} is known.
   */
  private int decidingMarks(int[] state, int context, int pc) {
    deciding.clear();
    accesses.clear();
    for (int slot : code.valueUses[pc]) {
      follow(state, context, state[slot]);
    }
    int marks = 0;
    for (int i = accesses.nextSetBit(0); i >= 0; i = accesses.nextSetBit(i + 1)) {
      marks |= code.marks[Window.pcOf(state[window.at(context, i)])];
    }
    return marks;
  }

  private void follow(int[] state, int context, int operand) {
    if (!ValueTable.isReference(operand) || deciding.get(ValueTable.referenced(operand))) {
      return;
    }
    int index = ValueTable.referenced(operand);
    deciding.set(index);
    int entry = window.at(context, index);
    if (window.access(state[entry])) {
      accesses.set(index);
    }
    int end = entry + layout.windowStride[context];
    for (int slot = entry + Window.OPERANDS; slot < end; slot++) {
      follow(state, context, state[slot]);
    }
  }

  /** Whether some access behind the guess could be performed before the branch is resolved. */
  private boolean search(Guess guess) {
    Set<Place> seen = new LinkedHashSet<>();
    Deque<Place> work = new ArrayDeque<>();
    int first = guess.taken ? guess.pc + 1 : code.otherwise[guess.pc];
    work.add(new Place(first, guess.pending, false));
    while (!work.isEmpty()) {
      Place came = work.remove();
      Place at = new Place(came.pc, came.pending, came.joined || came.pc == code.join[guess.pc]);
      if (!seen.add(at)) {
        continue;
      }
      if (seen.size() > SEARCH_LIMIT || early(guess, at)) {
        return true;
      }
      if ((code.marks[at.pc] & Mark.DRAINING) == 0 && !holdsBack(at.pc)) {
        BitSet pending = pendingAfter(at);
        work.add(new Place(next(at.pc), pending, at.joined));
        if (code.op[at.pc] == Op.BRANCH) {
          work.add(new Place(code.otherwise[at.pc], pending, at.joined));
        }
      }
    }
    return false;
  }

  private int next(int pc) {
    return code.op[pc] == Op.JUMP ? code.otherwise[pc] : pc + 1;
  }

  /** Whether this is an access that could be performed before the branch is resolved. */
  private boolean early(Guess guess, Place at) {
    int op = code.op[at.pc];
    boolean load = op == Op.LOAD || op == Op.IS_LOCKED;
    boolean write = op == Op.STORE || op == Op.RMW;
    int marks = code.marks[at.pc];
    boolean ordered =
        (marks & (Mark.RELEASE | Mark.DRAINING)) != 0
            || (guess.marked && (marks & Mark.MARKED) != 0);
    return (load || (write && at.joined && !arms.hold(guess.pc, marks)))
        && !ordered
        && !anyPending(code.addressUses[at.pc], at.pending)
        && !anyPending(code.valueUses[at.pc], at.pending);
  }

  /**
   * Whether nothing after this instruction can be performed before it, nor it while speculating.
   */
  private boolean holdsBack(int pc) {
    return (code.marks[pc] & Mark.ACQUIRE) != 0;
  }

  private BitSet pendingAfter(Place at) {
    int target = code.target[at.pc];
    if (target < 0) {
      return at.pending;
    }
    BitSet pending = (BitSet) at.pending.clone();
    boolean local = code.op[at.pc] == Op.ASSIGN;
    boolean available = code.op[at.pc] == Op.NONDET;
    pending.set(target, local ? anyPending(code.valueUses[at.pc], pending) : !available);
    return pending;
  }

  private static boolean anyPending(int[] slots, BitSet pending) {
    for (int slot : slots) {
      if (pending.get(slot)) {
        return true;
      }
    }
    return false;
  }
}

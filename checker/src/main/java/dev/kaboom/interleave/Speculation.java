package dev.kaboom.interleave;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
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

  /** A place behind a guess; {@code joined} once the control scope of the branch has ended. */
  private record Place(int pc, BitSet pending, boolean joined) {}

  private final CompiledProgram code;
  private final StateLayout layout;
  private final Window window;
  private final Arms arms;
  private final IdleLoops idle;
  private final Map<Guess, Boolean> known = new LinkedHashMap<>();

  Speculation(CompiledProgram code, Window window, Arms arms) {
    this.arms = arms;
    this.code = code;
    this.layout = code.layout;
    this.window = window;
    this.idle = new IdleLoops(code);
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
    int marks = 0;
    BitSet deciding = deciding(state, context, pc);
    for (int i = deciding.nextSetBit(0); i >= 0; i = deciding.nextSetBit(i + 1)) {
      marks |= code.marks[Window.pcOf(state[window.at(context, i)])];
    }
    if ((marks & Mark.ACQUIRE) != 0) {
      return false;
    }
    BitSet pending = new BitSet();
    int first = layout.registers[context];
    for (int slot = first; slot < first + layout.registerCount[context]; slot++) {
      pending.set(slot, ValueTable.isReference(state[slot]));
    }
    Guess guess = new Guess(pc, taken, pending, (marks & Mark.MARKED) != 0);
    Boolean answer = known.get(guess);
    if (answer == null) {
      answer = search(guess);
      known.put(guess, answer);
    }
    return answer;
  }

  /** The accesses that must be performed before the condition at {@code pc} is known. */
  private BitSet deciding(int[] state, int context, int pc) {
    BitSet accesses = new BitSet();
    BitSet seen = new BitSet();
    for (int slot : code.valueUses[pc]) {
      follow(state, context, state[slot], seen, accesses);
    }
    return accesses;
  }

  private void follow(int[] state, int context, int operand, BitSet seen, BitSet accesses) {
    if (!ValueTable.isReference(operand) || seen.get(ValueTable.referenced(operand))) {
      return;
    }
    int index = ValueTable.referenced(operand);
    seen.set(index);
    int entry = window.at(context, index);
    if (window.access(state[entry])) {
      accesses.set(index);
    }
    int end = entry + layout.windowStride[context];
    for (int slot = entry + Window.OPERANDS; slot < end; slot++) {
      follow(state, context, state[slot], seen, accesses);
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

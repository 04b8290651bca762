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
 * <p>Past an unresolved branch no store, RMW, check or assume takes effect, and no bad access
 * faults. All that a guess makes possible is to perform a later load before the loads that decide
 * the branch. If no load that could be issued behind the branch could be performed that early, then
 * a guess changes nothing but the time at which entries are issued: whatever follows it also
 * follows when the branch waits for its condition. Such guesses are not offered; without this, a
 * polling loop would fill its window with guesses that it will go on polling.
 *
 * <p>A later load cannot be performed early if its address needs something pending, if it and one
 * of the deciding loads are marked, or if one of the deciding loads is an acquire. The search
 * behind the branch ends at whatever drains the window. It is static but for the set of pending
 * registers; its answers are remembered.
 */
final class Speculation {
  private static final int SEARCH_LIMIT = 10_000;

  private record Key(int pc, BitSet pending, boolean marked) {}

  private final CompiledProgram code;
  private final StateLayout layout;
  private final Window window;
  private final Map<Key, Boolean> known = new LinkedHashMap<>();

  Speculation(CompiledProgram code, Window window) {
    this.code = code;
    this.layout = code.layout;
    this.window = window;
  }

  /** Whether guessing the branch at which the context stands could make a difference. */
  boolean matters(int[] state, int context, int pc) {
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
    Key key = new Key(pc, pending, (marks & Mark.MARKED) != 0);
    Boolean answer = known.get(key);
    if (answer == null) {
      answer = search(key);
      known.put(key, answer);
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

  /** Whether some load behind the branch could be performed before the branch is resolved. */
  private boolean search(Key branch) {
    Set<Key> seen = new LinkedHashSet<>();
    Deque<Key> work = new ArrayDeque<>();
    work.add(new Key(branch.pc + 1, branch.pending, branch.marked));
    work.add(new Key(code.otherwise[branch.pc], branch.pending, branch.marked));
    while (!work.isEmpty()) {
      Key at = work.remove();
      if (!seen.add(at)) {
        continue;
      }
      if (seen.size() > SEARCH_LIMIT || early(at)) {
        return true;
      }
      if ((code.marks[at.pc] & Mark.DRAINING) == 0 && !holdsBack(at.pc)) {
        BitSet pending = pendingAfter(at);
        work.add(new Key(next(at.pc), pending, at.marked));
        if (code.op[at.pc] == Op.BRANCH) {
          work.add(new Key(code.otherwise[at.pc], pending, at.marked));
        }
      }
    }
    return false;
  }

  private int next(int pc) {
    return code.op[pc] == Op.JUMP ? code.otherwise[pc] : pc + 1;
  }

  /** Whether this is a load that could be performed before the branch is resolved. */
  private boolean early(Key at) {
    int op = code.op[at.pc];
    boolean load = op == Op.LOAD || op == Op.IS_LOCKED;
    boolean ordered = at.marked && (code.marks[at.pc] & Mark.MARKED) != 0;
    return load && !ordered && !anyPending(code.addressUses[at.pc], at.pending);
  }

  /**
   * Whether nothing after this instruction can be performed before it, nor it while speculating.
   */
  private boolean holdsBack(int pc) {
    return (code.marks[pc] & Mark.ACQUIRE) != 0;
  }

  private BitSet pendingAfter(Key at) {
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

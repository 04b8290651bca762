package dev.kaboom.interleave;

import dev.kaboom.program.Code;
import dev.kaboom.program.Instruction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Places for a code's registers, as few as greedy colouring needs: registers that are never live
 * together share one (Chaitin 1982, without spilling). Inlined functions leave hundreds of
 * registers of which a handful is live at a time; the state row holds that handful.
 */
final class RegisterAllocation {
  private final int[] places;
  private final int count;
  private final Liveness liveness;
  private final Code code;

  RegisterAllocation(Code code, BitSet observed) {
    this.code = code;
    this.liveness = new Liveness(code, observed);
    List<BitSet> conflicts = conflicts();
    places = new int[code.registers().size()];
    int used = 0;
    for (int register = 0; register < places.length; register++) {
      BitSet taken = new BitSet();
      int self = register;
      conflicts.get(register).stream()
          .filter(other -> other < self)
          .forEach(other -> taken.set(places[other]));
      places[register] = taken.nextClearBit(0);
      used = Math.max(used, places[register] + 1);
    }
    count = used;
  }

  private List<BitSet> conflicts() {
    List<BitSet> conflicts = new ArrayList<>();
    for (int register = 0; register < code.registers().size(); register++) {
      conflicts.add(new BitSet());
    }
    if (!conflicts.isEmpty()) {
      // Register 0 receives an IPI's argument.
      connect(conflicts, 0, liveness.before(0));
    }
    for (int index = 0; index <= code.size(); index++) {
      BitSet live = liveness.before(index);
      live.stream().forEach(register -> connect(conflicts, register, live));
      int defined = index < code.size() ? liveness.use(index).defined() : -1;
      if (defined >= 0) {
        BitSet after = liveness.after(index);
        if (code.instructions().get(index) instanceof Instruction.Rmw) {
          // An RMW writes the old value before it reads what the new one is made of.
          liveness.use(index).value().forEach(after::set);
        }
        connect(conflicts, defined, after);
      }
    }
    return conflicts;
  }

  private static void connect(List<BitSet> conflicts, int register, BitSet others) {
    others.stream()
        .filter(other -> other != register)
        .forEach(
            other -> {
              conflicts.get(register).set(other);
              conflicts.get(other).set(register);
            });
  }

  /** How many places there are. */
  int count() {
    return count;
  }

  /** The place of a register, from 0. */
  int place(int register) {
    return places[register];
  }

  /** The places that hold nothing live before instruction {@code index}. */
  BitSet dead(int index) {
    BitSet dead = new BitSet();
    dead.set(0, count);
    liveness.before(index).stream().forEach(register -> dead.clear(places[register]));
    return dead;
  }
}

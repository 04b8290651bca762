package dev.kaboom.interleave;

import dev.kaboom.program.Code;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which registers of a code are live before each instruction: some path from there reads them
 * before it writes them. A state keeps no others, or states that differ in nothing to come would
 * count as different.
 */
final class Liveness {
  private final List<BitSet> before = new ArrayList<>();
  private final List<RegisterUse> uses = new ArrayList<>();
  private final ControlFlow flow;

  /**
   * @param observed registers that are live at the end
   */
  Liveness(Code code, BitSet observed) {
    flow = new ControlFlow(code);
    for (int index = 0; index < code.size(); index++) {
      uses.add(RegisterUse.of(code.instructions().get(index)));
      before.add(new BitSet());
    }
    before.add(observed);
    solve();
  }

  private void solve() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int index = uses.size() - 1; index >= 0; index--) {
        BitSet live = after(index);
        RegisterUse use = uses.get(index);
        if (use.defined() >= 0) {
          live.clear(use.defined());
        }
        use.read().forEach(live::set);
        if (!live.equals(before.get(index))) {
          before.set(index, live);
          changed = true;
        }
      }
    }
  }

  /** The registers live before instruction {@code index}; not to be modified. */
  BitSet before(int index) {
    return before.get(index);
  }

  /** The registers live after instruction {@code index}, as a new set. */
  BitSet after(int index) {
    BitSet live = new BitSet();
    for (int next : flow.successors(index)) {
      live.or(before.get(next));
    }
    return live;
  }

  RegisterUse use(int index) {
    return uses.get(index);
  }
}

package dev.kaboom.interleave;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Context;
import dev.kaboom.program.Observable;
import java.util.BitSet;

/** Where the registers that a final state shows are in a row. */
final class ObservedSlots {

  private final StateLayout layout;
  private final ImmutableList<RegisterAllocation> allocations;
  private final ObservedRegisters looked;
  private final ImmutableList<Context> contexts;

  ObservedSlots(
      StateLayout layout,
      ImmutableList<Context> contexts,
      ImmutableList<RegisterAllocation> allocations,
      ObservedRegisters looked) {
    this.layout = layout;
    this.contexts = contexts;
    this.allocations = allocations;
    this.looked = looked;
  }

  private int slot(int context, int register) {
    return layout.registers[context] + allocations.get(context).place(register);
  }

  /** For each context the slots of its observed registers, ascending by register. */
  int[][] sources() {
    int[][] sources = new int[contexts.size()][];
    for (int c = 0; c < sources.length; c++) {
      int context = c;
      sources[c] = looked.of(c).stream().map(register -> slot(context, register)).toArray();
    }
    return sources;
  }

  /** For each context the slot of register 0, or -1. */
  int[] argumentSlots() {
    return contexts.stream()
        .mapToInt(c -> c.code().registers().isEmpty() ? -1 : slot(c.index(), 0))
        .toArray();
  }

  /** The slot that shows a register at the end; -1 for one that its code does not have. */
  int of(Observable.OfRegister observable) {
    int c = observable.context();
    BitSet registers = looked.of(c);
    if (observable.register() >= contexts.get(c).code().registers().size()) {
      return -1;
    }
    if (layout.observed[c] < 0) {
      return slot(c, observable.register());
    }
    return layout.observed[c] + registers.get(0, observable.register()).cardinality();
  }
}

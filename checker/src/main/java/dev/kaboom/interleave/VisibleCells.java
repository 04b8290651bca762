package dev.kaboom.interleave;

import dev.kaboom.property.Property;

/** The cells that properties look at, as far as {@link AccessSets} knows. */
final class VisibleCells {
  private final CompiledProgram code;
  private final ObservedRegisters looked;
  private final FutureAccesses futures;
  private final int cells;
  private boolean[] throughout = new boolean[0];
  private boolean[] atEnd = new boolean[0];

  VisibleCells(CompiledProgram code, ObservedRegisters looked, FutureAccesses futures) {
    this.code = code;
    this.looked = looked;
    this.futures = futures;
    this.cells = code.layout.cells;
    compute();
  }

  /** Computes everything anew from the access sets. */
  void compute() {
    throughout = new boolean[cells];
    atEnd = new boolean[cells];
    looked.cells().stream().forEach(cell -> atEnd[cell] = true);
    for (int i = 0; i < code.predicateEntry.length; i++) {
      boolean last = code.predicates.get(i) instanceof Property.Finally;
      mark(code.predicateEntry[i], last ? atEnd : throughout);
    }
  }

  private void mark(int entry, boolean[] marked) {
    for (int pc = entry; code.op[pc] != Op.END; pc++) {
      for (int cell = 0; cell < cells; cell++) {
        marked[cell] |= Op.access(code.op[pc]) && futures.mayAccess(pc, cell);
      }
    }
  }

  /** Whether an ALWAYS or EXISTS may read the cell. */
  boolean throughout(int cell) {
    return throughout[cell];
  }

  /** Whether a FINALLY, a condition or an observable shows the cell. */
  boolean atEnd(int cell) {
    return atEnd[cell];
  }
}

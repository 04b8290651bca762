package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.kaboom.program.Observable;
import dev.kaboom.property.Model;

/**
 * How the executions end that {@link RevisitingExplorer} visits: counted, and judged in batches.
 */
final class Endings {
  private static final int ROWS_MAX = 1 << 18;

  private final ImmutableList<Observable> observables;
  private final ImmutableList<Observable.OfRegister> registers;
  private final Completion completion;
  private final int cells;
  private final long[] row;
  private final FinalRows rows;

  Endings(Model model, Completion completion, int cells) {
    this.completion = completion;
    this.cells = cells;
    observables = model.observables();
    registers =
        observables.stream()
            .filter(Observable.OfRegister.class::isInstance)
            .map(Observable.OfRegister.class::cast)
            .collect(ImmutableList.toImmutableList());
    row = new long[cells + registers.size()];
    rows = new FinalRows(row.length);
  }

  /** The registers that are looked at. */
  ImmutableList<Observable.OfRegister> registers() {
    return registers;
  }

  void setCell(int cell, long value) {
    row[cell] = value;
  }

  void setRegister(int index, long value) {
    row[cells + index] = value;
  }

  /** Counts an execution that ends as it was set; false if it is known that some end was wrong. */
  boolean count() {
    rows.add(row);
    return rows.size() < ROWS_MAX || handOver();
  }

  /** Hands over how often each end was met; whether all is well with them. */
  boolean handOver() {
    for (int i = 0; i < rows.size(); i++) {
      long[] memory = new long[cells];
      for (int cell = 0; cell < cells; cell++) {
        memory[cell] = rows.value(i, cell);
      }
      if (!completion.tally(finalState(i), memory, rows.count(i))) {
        return false;
      }
    }
    rows.clear();
    return true;
  }

  private FinalState finalState(int end) {
    ImmutableLongArray.Builder values = ImmutableLongArray.builder(observables.size());
    int column = cells;
    for (Observable observable : observables) {
      int from = observable instanceof Observable.OfLocation cell ? cell.location() : column++;
      values.add(rows.value(end, from));
    }
    return new FinalState(values.build());
  }
}

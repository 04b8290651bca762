package dev.kaboom.interleave;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.kaboom.program.Observable;
import dev.kaboom.program.Program;

/** What a final state shows. */
public final class FinalStates {
  private final StateLayout layout;
  private final ObservedSlots slots;
  private final ValueTable values;
  private final int[] op;
  private final ImmutableList<Observable> observables;

  FinalStates(
      CompiledProgram code,
      ObservedSlots slots,
      ValueTable values,
      ImmutableList<Observable> observables) {
    this.layout = code.layout;
    this.slots = slots;
    this.values = values;
    this.op = code.op;
    this.observables = observables;
  }

  /** The values of the model's observables, in their order. */
  public ImmutableLongArray observed(int[] row) {
    ImmutableLongArray.Builder shown = ImmutableLongArray.builder(observables.size());
    for (Observable observable : observables) {
      shown.add(value(row, observable));
    }
    return shown.build();
  }

  /**
   * The value of an observable: one of the model's, or one that a condition of it names. A register
   * is that of its context when it last finished, and 0 if it never did.
   */
  public long value(int[] row, Observable observable) {
    if (observable instanceof Observable.OfRegister register) {
      int slot = slots.of(register);
      int context = register.context();
      boolean finished = layout.frame[context] >= 0 || layout.finished(row, context, op);
      return slot < 0 || !finished ? 0 : values.decode(row[slot]);
    }
    return observable instanceof Observable.OfLocation cell ? memory(row, cell.location()) : 0;
  }

  /** The value of a cell of memory, by its index in {@link Program#memory()}. */
  public long memory(int[] row, int location) {
    return values.decode(row[location]);
  }
}

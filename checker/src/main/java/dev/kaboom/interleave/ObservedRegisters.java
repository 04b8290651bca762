package dev.kaboom.interleave;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.program.Observable;
import dev.kaboom.property.Formula;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import java.util.BitSet;

/** What a model looks at in a final state: its observables and those in its conditions. */
record ObservedRegisters(ImmutableSet<Observable> observables) {
  static ObservedRegisters of(Model model) {
    ImmutableSet.Builder<Observable> found = ImmutableSet.builder();
    found.addAll(model.observables());
    for (Property property : model.properties()) {
      if (property instanceof Property.FinalCondition condition) {
        collect(condition.formula(), found);
        collect(condition.filter(), found);
      }
    }
    return new ObservedRegisters(found.build());
  }

  private static void collect(Formula formula, ImmutableSet.Builder<Observable> found) {
    if (formula instanceof Formula.EqualsConstant equals) {
      found.add(equals.left());
    } else if (formula instanceof Formula.EqualsObservable equals) {
      found.add(equals.left()).add(equals.right());
    } else if (formula instanceof Formula.Not not) {
      collect(not.operand(), found);
    } else if (formula instanceof Formula.And and) {
      collect(and.left(), found);
      collect(and.right(), found);
    } else if (formula instanceof Formula.Or or) {
      collect(or.left(), found);
      collect(or.right(), found);
    }
  }

  /** The registers of a context that are looked at. */
  BitSet of(int context) {
    BitSet registers = new BitSet();
    for (Observable observable : observables) {
      if (observable instanceof Observable.OfRegister register && register.context() == context) {
        registers.set(register.register());
      }
    }
    return registers;
  }

  /** The cells of memory that are looked at. */
  BitSet cells() {
    BitSet cells = new BitSet();
    for (Observable observable : observables) {
      if (observable instanceof Observable.OfLocation location) {
        cells.set(location.location());
      }
    }
    return cells;
  }
}

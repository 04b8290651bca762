package dev.kaboom.analysis.stress;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.program.Observable;
import dev.kaboom.program.Observable.OfRegister;
import dev.kaboom.property.Formula;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;

/** The registers whose last values a harness must keep: for the state, or for its condition. */
final class Observed {
  private Observed() {}

  static ImmutableSet<OfRegister> registers(Model model) {
    ImmutableList.Builder<Observable> all = ImmutableList.builder();
    all.addAll(model.observables());
    for (Property property : model.properties()) {
      if (property instanceof Property.FinalCondition condition) {
        add(condition.filter(), all);
      }
    }
    return all.build().stream()
        .filter(OfRegister.class::isInstance)
        .map(OfRegister.class::cast)
        // One register may have several labels.
        .map(seen -> new OfRegister("", seen.context(), seen.register()))
        .collect(ImmutableSet.toImmutableSet());
  }

  private static void add(Formula formula, ImmutableList.Builder<Observable> all) {
    if (formula instanceof Formula.EqualsConstant equal) {
      all.add(equal.left());
    } else if (formula instanceof Formula.EqualsObservable equal) {
      all.add(equal.left(), equal.right());
    } else if (formula instanceof Formula.Not not) {
      add(not.operand(), all);
    } else if (formula instanceof Formula.And and) {
      add(and.left(), all);
      add(and.right(), all);
    } else if (formula instanceof Formula.Or or) {
      add(or.left(), all);
      add(or.right(), all);
    }
  }
}

package dev.kaboom.lang.lower;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.program.MemoryObject;
import dev.kaboom.program.Observable;

/**
 * What the state strings of a kernel C model show: every cell of the variables that its properties
 * name, or, if it has no property, the variables that are one cell.
 */
final class ModelObservables {
  private ModelObservables() {}

  static ImmutableList<Observable> of(Unit unit, Memory memory, boolean hasProperties) {
    ImmutableList.Builder<Observable> observables = ImmutableList.builder();
    for (Unit.Global global : unit.variables().values()) {
      boolean wanted =
          hasProperties ? unit.observed().contains(global.name()) : global.type().scalar();
      if (wanted) {
        memory.objects().stream()
            .filter(object -> belongs(object, global))
            .forEach(object -> cells(memory, object, observables));
      }
    }
    return observables.build();
  }

  private static boolean belongs(MemoryObject object, Unit.Global global) {
    return switch (object.kind()) {
      case GLOBAL -> object.address() == global.address();
      case PER_CPU -> object.name().startsWith("per_cpu(" + global.name() + ",");
      case LOCAL -> false;
    };
  }

  private static void cells(
      Memory memory, MemoryObject object, ImmutableList.Builder<Observable> observables) {
    int first = object.firstLocation();
    for (Location cell : memory.locations().subList(first, first + object.locationCount())) {
      observables.add(new Observable.OfLocation(cell.name(), cell.index()));
    }
  }
}

package dev.kaboom.property;

import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.program.MemoryObject;
import dev.kaboom.program.Observable;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The text of a final state. For a litmus test it is what herd7 prints, {@code 0:r1=1; [x]=2;},
 * where a pointer is the name of the variable that it points to; for kernel C it has C names and
 * pointers with {@code &}.
 */
public final class StateStrings {
  private StateStrings() {}

  /** The state in which {@code values} gives each observable's value. */
  public static String format(Model model, ToLongFunction<Observable> values) {
    return model.observables().stream()
        .map(seen -> seen.label() + "=" + value(model, seen, values.applyAsLong(seen)) + ";")
        .collect(Collectors.joining(" "));
  }

  /** One value of one observable. */
  public static String value(Model model, Observable observable, long value) {
    Memory memory = model.program().memory();
    return switch (model.dialect()) {
      case LITMUS -> symbol(memory, value);
      case KERNEL_C -> memory.describe(value, pointer(memory, observable));
    };
  }

  private static boolean pointer(Memory memory, Observable observable) {
    return observable instanceof Observable.OfLocation cell
        && memory.locations().get(cell.location()).pointer();
  }

  private static String symbol(Memory memory, long value) {
    for (MemoryObject object : memory.objects()) {
      if (object.address() == value) {
        return object.name();
      }
    }
    int at = memory.locationAt(value);
    if (at < 0) {
      return Long.toString(value);
    }
    Location location = memory.locations().get(at);
    return location.name();
  }
}

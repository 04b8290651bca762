package dev.kaboom.lang.lower.intrinsic;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.lang.lower.Intrinsic;
import dev.kaboom.lang.lower.IntrinsicCall;
import dev.kaboom.lang.lower.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The table of all primitives. */
public final class Primitives {
  private final Map<String, Intrinsic> table = new LinkedHashMap<>();

  private Primitives() {}

  /** All primitives by name. */
  public static ImmutableMap<String, Intrinsic> all() {
    Primitives table = new Primitives();
    MarkedAccesses.addTo(table);
    Fences.addTo(table);
    Atomics.addTo(table);
    ConditionalAtomics.addTo(table);
    Exchanges.addTo(table);
    Locks.addTo(table);
    ReadCopyUpdate.addTo(table);
    InterruptMasking.addTo(table);
    CrossCalls.addTo(table);
    PerCpuVariables.addTo(table);
    Checks.addTo(table);
    ScenarioSteps.addTo(table);
    Builtins.addTo(table);
    return ImmutableMap.copyOf(table.table);
  }

  /** Adds a primitive with that many arguments. */
  void value(String name, int arguments, Intrinsic intrinsic) {
    table.put(name, call -> intrinsic.apply(call.expect(arguments)));
  }

  /** Adds a primitive without a value. */
  void action(String name, int arguments, Consumer<IntrinsicCall> action) {
    value(
        name,
        arguments,
        call -> {
          action.accept(call);
          return Value.NOTHING;
        });
  }
}

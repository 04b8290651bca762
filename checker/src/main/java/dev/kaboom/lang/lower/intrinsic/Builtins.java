package dev.kaboom.lang.lower.intrinsic;

import dev.kaboom.lang.lower.Value;
import dev.kaboom.lang.lower.code.Terms;

/** What gcc and the kernel's compiler headers give meaning to. */
final class Builtins {
  private Builtins() {}

  static void addTo(Primitives table) {
    for (String name : new String[] {"likely", "unlikely"}) {
      table.value(
          name,
          1,
          call -> Value.truth(Terms.truth(call.body().scalar(call.arguments().get(0)).term())));
    }
    table.value("__builtin_expect", 2, call -> call.value(0));
    table.value("data_race", 1, call -> call.value(0));
    table.value("ATOMIC_INIT", 1, call -> call.value(0));
    table.value(
        "__builtin_constant_p",
        1,
        call ->
            Value.ofInt(
                Terms.known(call.body().scalar(call.arguments().get(0)).term()).isPresent()
                    ? 1
                    : 0));
  }
}

package dev.kaboom.lang.lower;

import dev.kaboom.program.ContextKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The interrupts that some code may send: each becomes a context on the CPU that it is sent to. */
final class Requests {
  /** One routine that may be sent to one CPU. */
  record Request(ContextKind kind, int cpu, int routine, Routine function) {}

  private record Key(ContextKind kind, int cpu, int routine) {}

  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final Map<Key, Request> known = new LinkedHashMap<>();
  private final List<Request> pending = new ArrayList<>();

  /** The number by which an instruction names the function. */
  int number(Routine function) {
    return numbers.computeIfAbsent(function.name(), name -> numbers.size());
  }

  /** Notes that the function may run on that CPU. */
  void add(ContextKind kind, int cpu, Routine function) {
    Key key = new Key(kind, cpu, number(function));
    if (!known.containsKey(key)) {
      Request request = new Request(kind, cpu, key.routine(), function);
      known.put(key, request);
      pending.add(request);
    }
  }

  /** The requests that were added since the last call. */
  List<Request> takePending() {
    List<Request> taken = List.copyOf(pending);
    pending.clear();
    return taken;
  }
}

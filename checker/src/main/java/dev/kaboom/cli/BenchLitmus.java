package dev.kaboom.cli;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The families of {@code models/bench} as litmus tests for peers that read no kernel C with loops
 * and arrays: the same threads, unrolled. Each has as many executions as its model.
 */
final class BenchLitmus {
  private static final ImmutableMap<String, IntFunction<String>> FAMILIES =
      ImmutableMap.of(
          "spinlock", BenchLitmus::spinlock,
          "increturn", BenchLitmus::increturn,
          "storesloads", BenchLitmus::storesloads,
          "rcureads", BenchLitmus::rcureads,
          "rcuwrites", BenchLitmus::rcuwrites);

  private BenchLitmus() {}

  /** The test of a program of a size, if it is one of the families. */
  static Optional<String> of(String program, int size) {
    IntFunction<String> family = FAMILIES.get(program);
    return family == null
        ? Optional.empty()
        : Optional.of("C %s-%d\n\n{}\n%s".formatted(program, size, family.apply(size)));
  }

  private static String spinlock(int size) {
    String body =
        """
        int r0;
        spin_lock(lock);
        r0 = READ_ONCE(*shared);
        WRITE_ONCE(*shared, r0 + 1);
        spin_unlock(lock);
        """;
    return each(size, i -> thread(i, "spinlock_t *lock, int *shared", body))
        + "\nexists (shared=%d)\n".formatted(size);
  }

  private static String increturn(int size) {
    String body = "int r0;\nr0 = atomic_inc_return(counter);\n";
    return each(size, i -> thread(i, "atomic_t *counter", body))
        + "\nexists (counter=%d)\n".formatted(size);
  }

  private static String storesloads(int size) {
    String loads =
        each(size, n -> "int r%d;\n".formatted(n))
            + each(size, n -> "r%d = READ_ONCE(*x);\n".formatted(n));
    return thread(0, "int *x", each(size, n -> "WRITE_ONCE(*x, %d);\n".formatted(n + 1)))
        + thread(1, "int *x", loads)
        + "\nexists (x=%d)\n".formatted(size);
  }

  private static String rcureads(int size) {
    String words =
        IntStream.range(0, size).mapToObj(n -> "int *x" + n).collect(Collectors.joining(", "));
    return each(size, i -> chained(i, size, "r1 = READ_ONCE(*x%d);\n"))
        + thread(size, words, each(size, n -> "WRITE_ONCE(*x%d, 1);\n".formatted(n)))
        + "\nexists (x0=1)\n";
  }

  private static String rcuwrites(int size) {
    return each(size, i -> chained(i, size, "WRITE_ONCE(*x%d, 1);\n")) + "\nexists (x0=1)\n";
  }

  /** Reads a word, then does something with the next, across or within what RCU orders. */
  private static String chained(int i, int size, String second) {
    int next = (i + 1) % size;
    String registers = second.startsWith("r1") ? "int r0;\nint r1;\n" : "int r0;\n";
    String words = next == i ? "int *x" + i : "int *x%d, int *x%d".formatted(i, next);
    String read = "r0 = READ_ONCE(*x%d);\n".formatted(i);
    String then = second.formatted(next);
    String body =
        i % 2 == 0
            ? read + "synchronize_rcu();\n" + then
            : "rcu_read_lock();\n" + read + then + "rcu_read_unlock();\n";
    return thread(i, words, registers + body);
  }

  private static String thread(int i, String parameters, String body) {
    return "\nP%d(%s)\n{\n%s}\n".formatted(i, parameters, body.indent(4));
  }

  private static String each(int size, IntFunction<String> text) {
    return IntStream.range(0, size).mapToObj(text).collect(Collectors.joining());
  }
}

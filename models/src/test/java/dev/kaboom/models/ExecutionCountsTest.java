package dev.kaboom.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.graph.GraphEngine;
import dev.kaboom.graph.GraphOptions;
import dev.kaboom.graph.GraphResult;
import dev.kaboom.lang.front.FrontEnd;
import dev.kaboom.memory.MemoryModel;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The programs of models/bench have as many execution graphs as papers on stateless model checking
 * and GenMC 0.10.3 count, under {@code sc} and {@code tso}; the families of litmus tests have those
 * that the kernel's model allows, counted by hand: orders of N threads, paths, and all outcomes but
 * the one that a chain of grace periods forbids.
 */
class ExecutionCountsTest {
  @ParameterizedTest
  @CsvSource({
    "sbring, 7, 127, 128",
    "sbring, 14, 16383, 16384",
    "readers, 12, 4096, 4096",
    "readers, 16, 65536, 65536",
    "lastzero, 5, 64, 64",
    "lastzero, 8, 704, 704",
    "lastzero, 11, 7168, 7168",
    "indexer, 12, 8, 8",
    "indexer, 14, 512, 512",
    "casrot, 5, 43, 43",
    "casrot, 7, 523, 523",
    "casrot, 10, 38486, 38486",
    "fib, 3, 1698, 2258",
    "fib, 4, 19605, 34205",
    "ticketlock, 4, 24, 24",
    "ticketlock, 6, 720, 720",
    "ttaslock, 3, 36, 36",
    "ttaslock, 4, 576, 576",
    "ttaslock, 5, 14400, 14400",
  })
  void everyExecutionIsCountedOnce(String program, int size, long sc, long tso) {
    Path file = Path.of("bench", program + ".c");
    ImmutableMap<String, String> defines = ImmutableMap.of("N", Integer.toString(size));
    Model model = FrontEnd.load(file, defines).model().orElseThrow();
    assertEquals(sc, executions(model, Machine.SC, size));
    assertEquals(tso, executions(model, Machine.TSO, size));
  }

  @ParameterizedTest
  @CsvSource({
    "spinlock, 4, 24",
    "spinlock, 5, 120",
    "increturn, 5, 120",
    "increturn, 6, 720",
    "storesloads, 5, 252",
    "storesloads, 6, 924",
    "rcureads, 4, 255",
    "rcuwrites, 8, 255",
  })
  void familiesOfLitmusTestsHaveTheExecutionsOfTheKernelsModel(
      String program, int size, long lkmm) {
    Path file = Path.of("bench", program + ".c");
    ImmutableMap<String, String> defines = ImmutableMap.of("N", Integer.toString(size));
    Model model = FrontEnd.load(file, defines).model().orElseThrow();
    assertEquals(lkmm, executions(model, Machine.LKMM, size));
  }

  private static long executions(Model model, Machine machine, int size) {
    GraphResult result =
        GraphEngine.explore(
            model, MemoryModel.of(machine), Compiler.SOURCE, GraphOptions.DEFAULT.withUnroll(size));
    assertNull(result.incomplete());
    return result.statistics().executions();
  }
}

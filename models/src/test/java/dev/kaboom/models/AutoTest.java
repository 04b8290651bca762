package dev.kaboom.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.EngineChoice;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Statistics;
import dev.kaboom.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --engine auto} takes the engine with less to do, and its answer is that of states. */
class AutoTest {
  private static ModelCheck bench(String program, int size, Machine machine) {
    Path file = Path.of("bench", program + ".c");
    ImmutableMap<String, String> defines = ImmutableMap.of("N", "" + size);
    return ModelCheck.of(file, defines, machine, Compiler.SOURCE);
  }

  private static String explored(CheckResult result) {
    Statistics statistics = result.statistics();
    return statistics.executions() > 0
        ? statistics.executions() + " executions"
        : statistics.states() + " states";
  }

  @ParameterizedTest
  @CsvSource({
    "sbring, 13, SC, 8191 executions",
    "readers, 16, TSO, 65536 executions",
    "lastzero, 9, SC, 1536 executions",
    "indexer, 12, SC, 8 executions",
    "fib, 5, TSO, 525630 executions",
    "ticketlock, 7, SC, 5040 executions",
    "rcuwrites, 7, TSO, 127 executions",
    "fib, 5, SC, 106507 states",
    "casrot, 13, SC, 12287 states",
    "casrot, 15, TSO, 49151 states",
    "ttaslock, 6, TSO, 16372 states",
    "increturn, 14, SC, 16384 states"
  })
  void takesTheEngineThatHasLessToDo(String program, int size, Machine machine, String count) {
    CheckResult result = bench(program, size, machine).run(CheckOptions.defaults());
    assertInstanceOf(Verdict.Holds.class, result.verdict());
    assertEquals(count, explored(result));
  }

  @Test
  void answersAsStatesDo() throws IOException {
    for (ModelCheck check : ModelCheck.ofModels()) {
      if (check.hasStates() && !isLarge(check)) {
        CheckResult auto = check.result();
        CheckResult states = check.run(CheckOptions.defaults().withEngine(EngineChoice.STATES));
        assertEquals(states.verdict(), auto.verdict(), check::toString);
        assertEquals(states.properties(), auto.properties(), check::toString);
        assertEquals(states.states(), auto.states(), check::toString);
      }
    }
  }

  /** Compared by their golden files. */
  private static boolean isLarge(ModelCheck check) {
    return check.toString().contains("loaded_vmcs") || check.toString().contains("nmi_handlers");
  }
}

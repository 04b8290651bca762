package dev.kaboom.analysis.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.program.Position;
import dev.kaboom.verdict.Step;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CPU(0) is context 0, its NMI 1, CPU(1) is 2; two variables, 0 and 1. */
class WitnessTest {
  private static final List<String> TITLES = List.of("CPU(0)", "NMI(0)", "CPU(1)");

  private static Step step(int context, int cell) {
    Step.Effect effect = new Step.Effect(cell, Step.Effect.Kind.READ, 0);
    int depth = context == 1 ? 1 : 0;
    String function = "f" + context;
    return new Step(
        "step",
        Step.Kind.INSTRUCTION,
        context,
        context == 2 ? 1 : 0,
        depth,
        new Position("m.c", 1, 1, function, ""),
        "reads",
        ImmutableList.of(effect));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2, 01, '[Witness[context=CPU(1), function=f2, side=OTHER_CPU]]'",
    "0, 1, 01, '[Witness[context=NMI(0), function=f1, side=SAME_CPU]]'",
    "0, 1, 0, []",
    "0, 0, 01, []",
    "1, 0, 01, []",
    "2, 1, 10, '[Witness[context=NMI(0), function=f1, side=OTHER_CPU]]'",
  })
  void whoSeesBothVariablesIsAWitness(int mover, int other, String cells, String expected) {
    ImmutableList.Builder<Step> steps = ImmutableList.builder();
    steps.add(step(mover, 0), step(mover, 1));
    cells.chars().forEach(cell -> steps.add(step(other, cell - '0')));
    assertEquals(
        expected, Witness.of(steps.build(), TITLES, mover, ImmutableSet.of(0, 1)).toString());
  }
}

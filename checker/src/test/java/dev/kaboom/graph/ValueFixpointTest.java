package dev.kaboom.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.BinaryOperator;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.program.RmwOrder;
import dev.kaboom.property.Model;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Values that cells may hold, of programs for which they can be told by hand. */
class ValueFixpointTest {
  private static final int UNROLL = 2;

  private static ImmutableList<Long> values(Model model, int cell) {
    ValueSet set = set(model, cell);
    return IntStream.range(0, set.size())
        .mapToObj(set::value)
        .collect(ImmutableList.toImmutableList());
  }

  private static ValueSet set(Model model, int cell) {
    Memory memory = model.program().memory();
    long[] initial = memory.locations().stream().mapToLong(Location::initial).toArray();
    ImmutableList<ThreadCode> codes =
        model.program().contexts().stream()
            .map(context -> ThreadCode.of(context.code(), Axioms.SrcuStyle.NONE))
            .collect(ImmutableList.toImmutableList());
    int[] runs = new int[codes.size()];
    return new ValueFixpoint(memory, codes, Requests.NONE, runs, initial, UNROLL).values(cell);
  }

  @Test
  void aValueGoesThroughCellsAgainstTheOrderOfThreads() {
    ProgramBuilder program = new ProgramBuilder().cell("a", 0).cell("b", 0).cell("c", 0);
    ProgramBuilder.ThreadBuilder last = program.thread();
    last.read("r", "b").write("c", last.value("r"), AccessKind.ONCE);
    ProgramBuilder.ThreadBuilder middle = program.thread();
    middle.read("r", "a").write("b", middle.value("r"), AccessKind.ONCE);
    program.thread().write("a", 7);
    assertEquals(ImmutableList.of(0L, 7L), values(program.model(), 2));
  }

  @Test
  void anAddressThatIsLearnedLateIsWrittenToo() {
    ProgramBuilder program = new ProgramBuilder().cell("p", 0).cell("x", 0);
    program.cell("p", program.address("p"));
    ProgramBuilder.ThreadBuilder writer = program.thread();
    writer.read("r", "p").writeAt(writer.value("r"), 5, AccessKind.ONCE);
    program.thread().write("p", program.address("x"));
    assertEquals(ImmutableList.of(0L, 5L), values(program.model(), 1));
  }

  @Test
  void aCellReadThroughAnAddressThatIsLearnedLate() {
    ProgramBuilder program = new ProgramBuilder().cell("p", 0).cell("x", 3).cell("y", 0);
    program.cell("p", program.address("p"));
    ProgramBuilder.ThreadBuilder reader = program.thread();
    reader.read("r", "p").readAt("s", reader.value("r"), AccessKind.ONCE);
    reader.write("y", reader.value("s"), AccessKind.ONCE);
    program.thread().write("p", program.address("x")).write("x", 4);
    ImmutableList<Long> expected =
        ImmutableList.of(0L, 3L, 4L, program.address("p"), program.address("x"));
    assertEquals(expected, values(program.model(), 2));
  }

  @Test
  void aCounterCountsAsFarAsThereAreWrites() {
    ProgramBuilder program = new ProgramBuilder().cell("n", 0);
    program.thread().increment("r", "n", RmwOrder.FULL);
    program.thread().increment("r", "n", RmwOrder.FULL);
    assertTrue(values(program.model(), 0).containsAll(ImmutableList.of(0L, 1L, 2L)));
  }

  @Test
  void moreValuesThanASetHoldsAreEveryValue() {
    ProgramBuilder program = new ProgramBuilder().cell("a", 0).cell("b", 0);
    for (int i = 0; i < 20; i++) {
      program.thread().write("a", i);
    }
    ProgramBuilder.ThreadBuilder thread = program.thread();
    thread.read("r", "a").read("s", "a");
    Expression tens =
        new Expression.Binary(
            BinaryOperator.MULTIPLY, thread.value("r"), new Expression.Constant(20));
    Expression pair = new Expression.Binary(BinaryOperator.ADD, tens, thread.value("s"));
    thread.write("b", pair, AccessKind.ONCE);
    assertEquals(20, set(program.model(), 0).size());
    assertTrue(set(program.model(), 1).isEverything());
  }
}

package dev.kaboom.interleave.replay;

import dev.kaboom.interleave.replay.Interruption.Bound;
import dev.kaboom.interleave.replay.Interruption.Discard;
import dev.kaboom.interleave.replay.Interruption.Failure;
import dev.kaboom.program.Position;
import dev.kaboom.verdict.Violation;
import java.util.ArrayList;
import java.util.List;

/**
 * Notices code that runs for ever within one step. Brent's cycle search: the place, the registers
 * and memory are compared with those at the last power of two.
 */
final class LocalLoop {
  private static final int INSTRUCTIONS_MAX = 1_000_000;

  private int count;
  private int rememberedNext = -1;
  private int rememberedEntries;
  private List<Operand> rememberedRegisters = new ArrayList<>();
  private List<Long> rememberedMemory = new ArrayList<>();

  /**
   * Takes note of another instruction within the step.
   *
   * @throws Failure if everything is as it was once before
   * @throws Discard if that is so behind a guess
   */
  void at(ContextState context, List<Long> memory, Position position) {
    if (context.next == rememberedNext
        && context.nextEntry == rememberedEntries
        && context.registers.equals(rememberedRegisters)
        && memory.equals(rememberedMemory)) {
      if (context.window.stream().anyMatch(e -> e.kind == WindowEntry.Kind.BRANCH)) {
        throw new Discard("a guess leads into a loop without end");
      }
      String name = "a loop without end in which nothing happens";
      throw new Failure(new Violation(Violation.Kind.LIVELOCK, name, position));
    }
    if (Integer.bitCount(++count) == 1) {
      rememberedNext = context.next;
      rememberedEntries = context.nextEntry;
      rememberedRegisters = new ArrayList<>(context.registers);
      rememberedMemory = new ArrayList<>(memory);
    }
    if (count == INSTRUCTIONS_MAX) {
      throw new Bound("a million instructions are no end of a step");
    }
  }
}

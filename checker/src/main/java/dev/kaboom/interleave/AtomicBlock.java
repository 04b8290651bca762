package dev.kaboom.interleave;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.Code;
import dev.kaboom.program.Instruction;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** The instructions that can run between an AtomicBegin and its matching end. */
final class AtomicBlock {
  private final Map<Integer, Integer> depths = new LinkedHashMap<>();
  private final int size;
  private boolean open;

  /**
   * @param begin index of the AtomicBegin
   */
  AtomicBlock(Code code, int begin) {
    size = code.size();
    ControlFlow flow = new ControlFlow(code);
    Deque<Integer> work = new ArrayDeque<>();
    work.add(begin);
    depths.put(begin, 0);
    while (!work.isEmpty()) {
      int index = work.remove();
      if (index == code.size()) {
        open = true;
        continue;
      }
      int depth = depths.getOrDefault(index, 0);
      Instruction instruction = code.instructions().get(index);
      if (instruction instanceof Instruction.AtomicBegin) {
        depth++;
      } else if (instruction instanceof Instruction.AtomicEnd) {
        depth--;
      }
      if (depth > 0) {
        for (int next : flow.successors(index)) {
          if (depths.putIfAbsent(next, depth) == null) {
            work.add(next);
          }
        }
      }
    }
  }

  /** Their indices, the begin and the end included. */
  ImmutableSet<Integer> instructions() {
    return depths.keySet().stream()
        .filter(index -> index < size)
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Whether the code can end inside of it. */
  boolean open() {
    return open;
  }

  /** Whether a step that contains the instruction waits for an empty store buffer. */
  static boolean needsEmptyBuffer(Instruction instruction) {
    return instruction instanceof Instruction.Store
        || instruction instanceof Instruction.Rmw
        || (instruction instanceof Instruction.Fence fence && fence.barrier() == Barrier.MB)
        || (instruction instanceof Instruction.LockOperation lock
            && lock.kind() != Instruction.LockOperation.Kind.IS_LOCKED);
  }
}

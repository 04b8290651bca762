package dev.kaboom.lang.lower.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.BinaryOperator;
import dev.kaboom.program.Code;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Instruction.Branch;
import dev.kaboom.program.Instruction.Jump;
import dev.kaboom.program.Position;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CodeBuilderTest {
  private static final Position AT = Position.NONE;

  /**
   * Every code of {@code length} branches, jumps and assignments, with every target: the join of
   * each branch is the first node that all its paths to the end share.
   */
  @Test
  void joinsAreImmediatePostdominatorsInEverySmallGraph() {
    int checked = 0;
    for (int length = 1; length <= 4; length++) {
      int choices = 1 + 2 * (length + 1);
      for (int number = 0; number < Math.pow(choices, length); number++) {
        Code code = Joined.of(code(number, length, choices));
        for (int i = 0; i < code.size(); i++) {
          if (code.instructions().get(i) instanceof Branch branch && reachesEnd(code)) {
            assertEquals(join(code, i), branch.join(), code.toString());
            checked++;
          }
        }
      }
    }
    assertTrue(checked > 10_000, "only " + checked);
  }

  private static ImmutableList<Instruction> code(int number, int length, int choices) {
    ImmutableList.Builder<Instruction> code = ImmutableList.builder();
    int rest = number;
    for (int i = 0; i < length; i++) {
      int choice = rest % choices;
      rest /= choices;
      int target = (choice - 1) / 2;
      if (choice == 0) {
        code.add(new Instruction.Assign(AT, 0, Terms.ZERO));
      } else if (choice % 2 == 1) {
        code.add(new Branch(AT, Terms.register(0), target, 0));
      } else {
        code.add(new Jump(AT, target));
      }
    }
    return code.build();
  }

  /** The same code with joins. */
  private static final class Joined {
    static Code of(ImmutableList<Instruction> code) {
      return new Code(Joins.found(code), ImmutableList.of("r"));
    }
  }

  private static List<Integer> next(Code code, int index) {
    Instruction instruction = code.instructions().get(index);
    if (instruction instanceof Jump jump) {
      return List.of(jump.target());
    }
    return instruction instanceof Branch branch
        ? List.of(index + 1, branch.otherwise())
        : List.of(index + 1);
  }

  private static boolean reachesEnd(Code code) {
    for (int i = 0; i < code.size(); i++) {
      if (!reaches(code, i, -1)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the end can be reached from {@code start} without {@code avoided}. */
  private static boolean reaches(Code code, int start, int avoided) {
    Set<Integer> seen = new LinkedHashSet<>();
    List<Integer> work = new ArrayList<>(List.of(start));
    while (!work.isEmpty()) {
      int at = work.remove(work.size() - 1);
      if (at == code.size()) {
        return true;
      }
      if (at != avoided && seen.add(at)) {
        work.addAll(next(code, at));
      }
    }
    return false;
  }

  private static int join(Code code, int branch) {
    List<Integer> candidates = new ArrayList<>();
    for (int node = 0; node < code.size(); node++) {
      if (node != branch && !reaches(code, branch, node)) {
        candidates.add(node);
      }
    }
    candidates.add(code.size());
    // The nearest postdominator is the one that all others postdominate.
    for (int nearest : candidates) {
      boolean first = true;
      for (int other : candidates) {
        boolean behind = other == nearest || other == code.size() || !reaches(code, nearest, other);
        first &= behind && (nearest != code.size() || candidates.size() == 1);
      }
      if (first) {
        return nearest;
      }
    }
    return code.size();
  }

  @Test
  void jumpsToJumpsAndDeadCodeDisappear() {
    CodeBuilder builder = new CodeBuilder();
    int register = builder.register("r");
    Label loop = builder.label();
    Label out = builder.label();
    Label further = builder.label();
    builder.place(loop);
    builder.branch(AT, Terms.register(register), out);
    builder.jump(AT, loop);
    builder.assign(AT, register, Terms.ONE);
    builder.place(out);
    builder.jump(AT, further);
    builder.assign(AT, register, Terms.ZERO);
    builder.place(further);
    builder.branch(AT, Terms.ONE, loop);
    builder.assign(AT, register, Terms.constant(3));
    Code code = builder.finish();
    assertEquals(
        ImmutableList.of(
            new Branch(AT, Terms.register(register), 2, 2),
            new Jump(AT, 0),
            new Instruction.Assign(AT, register, Terms.constant(3))),
        code.instructions());
  }

  @Test
  void anEmptyLoopStays() {
    CodeBuilder builder = new CodeBuilder();
    Label loop = builder.label();
    builder.place(loop);
    builder.jump(AT, loop);
    assertEquals(ImmutableList.of(new Jump(AT, 0)), builder.finish().instructions());
  }

  @Test
  void onlyConstantsAreFolded() {
    Expression r = Terms.register(0);
    Expression difference = Terms.binary(BinaryOperator.SUBTRACT, r, r);
    assertEquals(new Expression.Binary(BinaryOperator.SUBTRACT, r, r), difference);
    assertEquals(Terms.constant(24), Terms.add(Terms.constant(16), 8));
    assertEquals(Terms.add(r, 24), Terms.add(Terms.add(r, 16), 8));
  }
}

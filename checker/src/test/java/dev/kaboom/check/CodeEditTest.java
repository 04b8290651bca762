package dev.kaboom.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import dev.kaboom.graph.ProgramBuilder;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.Instruction;
import dev.kaboom.property.Model;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Barriers and markings put into code: jumps still go where they went. */
class CodeEditTest {
  private static ImmutableList<Instruction> code(Model model) {
    return model.program().contexts().get(0).code().instructions();
  }

  private static Model edited(Model model, CodeEdit edit) {
    return CodeEdit.apply(model, List.of(edit)).orElseThrow();
  }

  private static CodeEdit barrierBefore(Model model, int place) {
    return new CodeEdit(0, code(model).get(place), Barrier.MB, null);
  }

  /** read, branch over one write, write, write. */
  private static Model branching() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().read("r0", "x").ifNonZero("r0", 1).write("y", 1).write("z", 1);
    return program.exists("x=0");
  }

  @Test
  void aBranchOverTheBarrierGoesFurther() {
    Model before = branching();
    Model model = edited(before, barrierBefore(before, 2));
    assertEquals(Barrier.MB, ((Instruction.Fence) code(model).get(2)).barrier());
    Instruction.Branch branch = (Instruction.Branch) code(model).get(1);
    assertEquals(4, branch.otherwise());
    assertEquals(4, branch.join());
  }

  @Test
  void aBranchToTheInstructionTakesTheBarrierAlong() {
    Model before = branching();
    Model model = edited(before, barrierBefore(before, 3));
    Instruction.Branch branch = (Instruction.Branch) code(model).get(1);
    assertEquals(3, branch.otherwise());
    assertTrue(code(model).get(3) instanceof Instruction.Fence);
    assertSame(code(before).get(3), code(model).get(4));
  }

  @Test
  void aBarrierStaysOutsideOfAnAwait() {
    ProgramBuilder program = new ProgramBuilder();
    program.thread().write("y", 1).await("r0", "x").write("z", 1);
    Model before = program.exists("x=0");
    Model model = edited(before, barrierBefore(before, 2));
    assertTrue(code(before).get(2) instanceof Instruction.Load);
    assertTrue(code(model).get(1) instanceof Instruction.Fence);
    assertTrue(code(model).get(2) instanceof Instruction.AtomicBegin);
    Model behind = edited(before, barrierBefore(before, code(before).size() - 1));
    assertTrue(code(behind).get(code(before).size() - 1) instanceof Instruction.Fence);
  }

  @Test
  void aMarkingReplacesTheAccessAndNothingElse() {
    Model before = branching();
    Instruction.Store store = (Instruction.Store) code(before).get(2);
    Instruction.Store release =
        new Instruction.Store(
            store.at(), store.address(), store.value(), store.type(), AccessKind.RELEASE);
    Model model = edited(before, new CodeEdit(0, store, null, release));
    assertEquals(AccessKind.RELEASE, ((Instruction.Store) code(model).get(2)).kind());
    assertEquals(code(before).size(), code(model).size());
  }

  @Test
  void whatIsNotThereCannotBeEdited() {
    CodeEdit foreign = barrierBefore(branching(), 2);
    assertTrue(CodeEdit.apply(branching(), List.of(foreign)).isEmpty());
  }
}

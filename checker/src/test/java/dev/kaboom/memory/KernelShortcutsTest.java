package dev.kaboom.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.graph.Axioms;
import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.GraphEngine;
import dev.kaboom.graph.GraphOptions;
import dev.kaboom.graph.Judgement;
import dev.kaboom.memory.KernelOrder.FullRmw;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.testing.RandomLitmus;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The shortcuts to a judgement, which most graphs take, and the relations of the model judge alike:
 * on every graph of some hundred programs that a fixed seed has made, those included that the model
 * forbids.
 */
class KernelShortcutsTest {
  private static final int COUNT = 60;
  private static final RandomLitmus PROGRAM =
      new RandomLitmus(
          ImmutableList.of(
              "rN = READ_ONCE(*x);",
              "rN = READ_ONCE(*y);",
              "rN = smp_load_acquire(x);",
              "rN = smp_load_acquire(y);",
              "WRITE_ONCE(*x, 1);",
              "WRITE_ONCE(*y, 1);",
              "smp_store_release(x, 2);",
              "smp_store_release(y, 2);",
              "WRITE_ONCE(*x, r0 + 1);",
              "if (r0) WRITE_ONCE(*y, 3);",
              "rN = xchg_acquire(x, 4);",
              "rN = xchg_relaxed(y, 4);",
              "rN = xchg(x, 5);",
              "rN = xchg_release(y, 5);",
              "smp_mb();",
              "smp_wmb();",
              "smp_rmb();",
              "spin_lock(l); rN = READ_ONCE(*x); spin_unlock(l);",
              "spin_lock(l); WRITE_ONCE(*x, 6); spin_unlock(l);",
              "spin_lock(l); WRITE_ONCE(*y, 6); spin_unlock(l); smp_mb__after_unlock_lock();",
              "rcu_read_lock(); rN = READ_ONCE(*x); WRITE_ONCE(*y, 7); rcu_read_unlock();",
              "rcu_read_lock(); rN = READ_ONCE(*y); rM = READ_ONCE(*x); rcu_read_unlock();",
              "synchronize_rcu();"),
          3,
          2,
          3);

  /** The model without its shortcuts beside the model with them. */
  private static final class Compared extends KernelModel {
    private final KernelModel model;
    private int consistent;
    private int inconsistent;

    Compared(KernelModel model, FullRmw fullRmw, boolean throughRmws) {
      super(fullRmw, throughRmws);
      this.model = model;
    }

    @Override
    public Judgement judge(ExecutionGraph complete) {
      Judgement quick = model.judge(complete);
      Judgement slow = byRelations(complete);
      assertEquals(slow.consistent(), quick.consistent());
      if (slow.consistent()) {
        assertEquals(slow.flags(), quick.flags());
        consistent++;
      } else {
        inconsistent++;
      }
      return slow;
    }

    @Override
    public boolean admits(ExecutionGraph prefix) {
      boolean admitted = model.admits(prefix);
      assertEquals(admitsByRelations(prefix), admitted);
      return true;
    }

    @Override
    public Axioms fork() {
      return this; // the searches below are not divided
    }

    @Override
    KernelExecution relations(KernelShape shape, ExecutionGraph graph) {
      return model.relations(shape, graph);
    }

    @Override
    ImmutableSet<String> flags(KernelFlags checks) {
      return model.flags(checks);
    }

    @Override
    public Machine machine() {
      return model.machine();
    }

    @Override
    public SrcuStyle srcuStyle() {
      return model.srcuStyle();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LKMM", "LKMM_6_1"})
  void shortcutsJudgeAsTheRelationsDo(Machine machine) {
    boolean newest = machine == Machine.LKMM;
    FullRmw fullRmw = newest ? FullRmw.TAGGED_HALVES : FullRmw.ENCLOSED;
    Compared model = new Compared((KernelModel) MemoryModel.of(machine), fullRmw, newest);
    GraphOptions options = GraphOptions.DEFAULT.withDivideAfter(Long.MAX_VALUE);
    Random random = new Random(5);
    for (int i = 0; i < COUNT; i++) {
      GraphEngine.explore(PROGRAM.draw(random), model, Compiler.SOURCE, options);
    }
    assertTrue(model.consistent > 10_000, () -> model.consistent + " consistent");
    assertTrue(model.inconsistent > 1_000, () -> model.inconsistent + " inconsistent");
  }
}

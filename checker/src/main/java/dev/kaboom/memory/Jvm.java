package dev.kaboom.memory;

import dev.kaboom.graph.Event;
import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.Judgement;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.JavaMode;
import dev.kaboom.program.Machine;

/**
 * Java's access modes (Bender and Palsberg, "A formalization of Java's concurrent access modes",
 * OOPSLA 2019) in the form of Liu, Bender and Palsberg, "Compiling volatile correctly in Java",
 * ECOOP 2022 (jam21.cat), for programs in which the kernel's primitives are written as {@code
 * program.JavaModes} says.
 *
 * <pre>
 * ra     = po ; [W release] | [R acquire] ; po
 * svo    = [W] ; po ; [storeStore] ; po ; [W] | [R] ; po ; [loadLoad] ; po ; [R]
 * push   = po ; [full fence] ; po | [V] ; po ; [V]
 * vvo    = rf | rmw | svo | ra | push | pushto ; push
 * vo     = vvo+ | po-loc
 * derived: WW(vo) | WW(vo ; rf^-1) | WW(vo ; po-loc) | WW([opq] ; rf ; po ; rf^-1 ; [opq])
 * </pre>
 *
 * where pushto is some total order of the events of domain(push), WW(r) are the pairs of r that are
 * different writes of one cell, opq are the accesses that are not plain, and rmw are the two halves
 * of an RMW, which is one event in the paper. An execution is allowed if the derived coherence is
 * acyclic for some pushto, and nothing comes out of thin air.
 *
 * <h2>Coherence</h2>
 *
 * The paper has no coherence order but the derived one, and proves that completing it to a total
 * order changes nothing that a program can see. Here coherence (co) is total from the start: all
 * orders of the writes of a cell are tried, and one is kept if it contains the derived pairs. So
 * executions that differ in the order of writes count apart, and final states are those of the
 * paper. A pair of the first two kinds breaks co exactly if vo leads from a write to one that is
 * co-before it, or to a read of such a one:
 *
 * <pre>irreflexive vvo+ ; (co | fr)</pre>
 *
 * What po-loc adds to that, and the third kind (a read is co-before the later writes of its cell),
 * hold in every graph that the explorer builds; the fourth (CoRR) is an axiom of its own.
 *
 * <h2>The order of pushes</h2>
 *
 * That some pushto exists is decided without trying them. Let base be vvo without {@code pushto ;
 * push}. All of base is forwards in time, so pushto contains base+ between pushes. A path in vvo+
 * through two steps p1 pushto q1 push .. base* .. p2 pushto q2 has q1 base+ p2, hence p1 pushto q2:
 * one such step does for all, and only single steps can break the axiom. The step p pushto q does
 * if
 *
 * <pre>q push ; base* ; (co | fr) ; base* p</pre>
 *
 * and then q must come before p. So a pushto exists if and only if these demands together with base
 * are acyclic: a topological order of them is one.
 *
 * <h2>Where this is weaker than jam21.cat</h2>
 *
 * Where processors or just-in-time compilers do what that file forbids, the machine allows it, for
 * its answers are compared with what a JVM does. Derived pairs by program order are of one cell
 * (jam21.cat: {@code vo ; po}, which orders a read before a later write of another cell). CoRR is
 * for reads that are opaque or stronger (there: for all, if the writes are). Pushes are ordered
 * along base, not along all of program order. Where it is stronger: a read never takes its value
 * from its own thread's later write, and the cycles that are out of thin air may contain plain
 * accesses where something orders them:
 *
 * <pre>acyclic base | [opq] ; po ; [opq]</pre>
 *
 * <p>A value that comes from nowhere but itself is not allowed (Java Language Specification,
 * 17.4.8).
 */
public final class Jvm implements MemoryModel {
  private final JavaMode once;

  /** The model in which READ_ONCE() and WRITE_ONCE() are opaque. */
  public Jvm() {
    this(JavaMode.OPAQUE);
  }

  /**
   * The model in which marked accesses have another mode: kernel C has no volatile accesses.
   *
   * @param once the mode of READ_ONCE() and WRITE_ONCE(), opaque or stronger
   */
  Jvm(JavaMode once) {
    this.once = once;
  }

  @Override
  public Machine machine() {
    return Machine.JVM;
  }

  @Override
  public boolean admits(ExecutionGraph prefix) {
    return !hasValueOutOfThinAir(prefix) && new JavaExecution(prefix, once).allowed();
  }

  private static boolean hasValueOutOfThinAir(ExecutionGraph graph) {
    for (int event = 0; event < graph.size(); event++) {
      if (graph.value(event) == Event.UNDETERMINED) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Judgement judge(ExecutionGraph complete) {
    return admits(complete) ? Judgement.CONSISTENT : Judgement.INCONSISTENT;
  }

  @Override
  public boolean cheap() {
    return true;
  }

  /** Plain accesses may be in a cycle of program order and reads-from. */
  @Override
  public boolean allowsLoadBuffering() {
    return true;
  }

  @Override
  public boolean readsInOrder() {
    return false;
  }

  @Override
  public boolean seesGracePeriods() {
    return false;
  }

  @Override
  public boolean forgetsRewrites() {
    return false;
  }

  /** Source order only: what Java's own compilers may do is part of the model. */
  @Override
  public boolean knows(Compiler compiler) {
    return compiler == Compiler.SOURCE;
  }

  @Override
  public SrcuStyle srcuStyle() {
    return SrcuStyle.NONE;
  }
}

package dev.kaboom.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.testing.AtomKind;
import dev.kaboom.testing.SmallPrograms;
import dev.kaboom.testing.SmallPrograms.Shape;
import dev.kaboom.verdict.CheckResult;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * On every small program, the search of interleavings and that of execution graphs, which share no
 * code, come to the same final states. The numbers of programs are golden: fewer would mean that
 * the enumeration has lost some.
 */
class GraphAgreementTest {
  private static final InterleavingEngine INTERLEAVINGS = new InterleavingEngine();
  private static final GraphSearch GRAPHS = new GraphSearch();

  /** The combinations that both engines know. */
  private enum Setting {
    SC_SOURCE(Machine.SC, Compiler.SOURCE),
    TSO_SOURCE(Machine.TSO, Compiler.SOURCE),
    SC_CPPO(Machine.SC, Compiler.CPPO);

    private final Machine machine;
    private final Compiler compiler;

    Setting(Machine machine, Compiler compiler) {
      this.machine = machine;
      this.compiler = compiler;
    }
  }

  private static final ImmutableList<AtomKind> MARKINGS =
      ImmutableList.of(
          AtomKind.WRITE_PLAIN,
          AtomKind.WRITE_ONCE,
          AtomKind.WRITE_RELEASE,
          AtomKind.READ_PLAIN,
          AtomKind.READ_ONCE,
          AtomKind.READ_ACQUIRE);
  private static final ImmutableList<AtomKind> FENCES =
      ImmutableList.of(AtomKind.WRITE_ONCE, AtomKind.READ_PLAIN, AtomKind.COMPILER, AtomKind.MB);
  private static final ImmutableList<AtomKind> ATOMICS =
      ImmutableList.of(
          AtomKind.WRITE_PLAIN,
          AtomKind.READ_PLAIN,
          AtomKind.ADD_RELAXED,
          AtomKind.XCHG_FULL,
          AtomKind.CMPXCHG_FULL);
  private static final ImmutableList<AtomKind> PLAIN =
      ImmutableList.of(AtomKind.WRITE_PLAIN, AtomKind.READ_PLAIN, AtomKind.COMPILER);

  @Test
  void onTwoCpusWithEveryMarking() {
    assertEquals(4_929, agree(SmallPrograms.all(Shape.TWO_CPUS, MARKINGS, 2, 2)));
  }

  @Test
  void onTwoCpusWithFencesBetween() {
    assertEquals(617, agree(SmallPrograms.all(Shape.TWO_CPUS, FENCES, 2, 2)));
  }

  @Test
  void onTwoCpusWithAtomics() {
    assertEquals(2_764, agree(SmallPrograms.all(Shape.TWO_CPUS, ATOMICS, 2, 2)));
  }

  @Test
  void onACpuAndItsNmi() {
    assertEquals(9_234, agree(SmallPrograms.all(Shape.CPU_AND_NMI, MARKINGS, 2, 2)));
  }

  @Test
  void onThreeAccessesAndAnNmi() {
    assertEquals(4_463, agree(SmallPrograms.all(Shape.CPU_AND_NMI, PLAIN, 3, 2)));
  }

  /** Checks every program and returns how many there were. */
  private static long agree(Stream<Model> programs) {
    List<String> contradictions = new ArrayList<>();
    long count = programs.peek(model -> compare(model, contradictions)).toList().size();
    assertEquals(0, contradictions.size(), () -> String.join("\n", contradictions));
    return count;
  }

  private static void compare(Model model, List<String> contradictions) {
    for (Setting setting : Setting.values()) {
      SortedSet<String> expected = states(INTERLEAVINGS, model, setting);
      SortedSet<String> found = states(GRAPHS, model, setting);
      if (!found.equals(expected)) {
        String states = model.program().name() + " " + setting + ": " + found + " but " + expected;
        contradictions.add(states);
      }
    }
  }

  private static SortedSet<String> states(Engine engine, Model model, Setting setting) {
    CheckResult result =
        engine.check(
            model,
            setting.machine,
            setting.compiler,
            CheckOptions.defaults(),
            ProgressListener.none());
    assertEquals("holds", result.verdict().label(), model.program().name());
    return result.states();
  }
}

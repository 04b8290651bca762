package dev.kaboom.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import dev.kaboom.interleave.replay.BruteForce;
import dev.kaboom.interleave.replay.StepperOptions;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.property.StateStrings;
import dev.kaboom.testing.AtomKind;
import dev.kaboom.testing.SmallPrograms;
import dev.kaboom.testing.SmallPrograms.Shape;
import dev.kaboom.verdict.CheckResult;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * On every small program, the packed machine with and without reduction and the brute-force search
 * of the stepper, which shares no code with it, come to the same final states. The numbers of
 * programs are golden: fewer would mean that the enumeration has lost some.
 */
class EngineAgreementTest {
  private static final InterleavingEngine ENGINE = new InterleavingEngine();
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

  private static final ImmutableList<AtomKind> LOCALS =
      ImmutableList.of(AtomKind.ADD_LOCAL, AtomKind.WRITE_PLAIN, AtomKind.READ_ONCE);
  private static final ImmutableList<AtomKind> BRANCHES =
      ImmutableList.of(
          AtomKind.IF_WRITE, AtomKind.WRITE_PLAIN, AtomKind.WRITE_ONCE, AtomKind.READ_ONCE);

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
  void onTwoCpusWithIncrementsWithoutLock() {
    assertEquals(402, agree(SmallPrograms.all(Shape.TWO_CPUS, LOCALS, 2, 2)));
  }

  @Test
  void onACpuAndItsNmiWithIncrementsWithoutLock() {
    assertEquals(708, agree(SmallPrograms.all(Shape.CPU_AND_NMI, LOCALS, 2, 2)));
  }

  @Test
  void onTwoCpusWithBranches() {
    assertEquals(1_188, agree(SmallPrograms.all(Shape.TWO_CPUS, BRANCHES, 2, 2)));
  }

  @Test
  void onACpuWithBranchesAndItsNmi() {
    assertEquals(2_154, agree(SmallPrograms.all(Shape.CPU_AND_NMI, BRANCHES, 2, 2)));
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
    ImmutableList<Model> all = programs.collect(ImmutableList.toImmutableList());
    for (Model model : all) {
      for (Machine machine : List.of(Machine.SC, Machine.TSO)) {
        for (Compiler compiler : Compiler.values()) {
          agree(model, machine, compiler);
        }
      }
    }
    return all.size();
  }

  private static void agree(Model model, Machine machine, Compiler compiler) {
    String title = model.program().name() + " " + machine.label() + " " + compiler.label();
    SortedSet<String> expected = bruteForce(model, machine, compiler);
    assertTrue(!expected.isEmpty(), title);
    assertEquals(expected, packed(model, machine, compiler, CheckOptions.Reduction.OFF), title);
    assertEquals(expected, packed(model, machine, compiler, CheckOptions.Reduction.ON), title);
  }

  private static SortedSet<String> packed(
      Model model, Machine machine, Compiler compiler, CheckOptions.Reduction reduction) {
    CheckOptions options = CheckOptions.defaults().withReduction(reduction);
    CheckResult result = ENGINE.check(model, machine, compiler, options, ProgressListener.none());
    assertEquals("holds", result.verdict().label(), model.program().name());
    return result.states();
  }

  private static SortedSet<String> bruteForce(Model model, Machine machine, Compiler compiler) {
    SortedSet<String> states = new TreeSet<>();
    for (String values :
        BruteForce.explore(model, machine, compiler, StepperOptions.DEFAULT, List.of()).finals()) {
      long[] parsed = Stream.of(values.split(",", -1)).mapToLong(Long::parseLong).toArray();
      ImmutableLongArray row = ImmutableLongArray.copyOf(parsed);
      states.add(StateStrings.format(model, seen -> row.get(model.observables().indexOf(seen))));
    }
    return states;
  }
}

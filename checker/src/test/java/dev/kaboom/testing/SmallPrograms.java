package dev.kaboom.testing;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import com.google.common.collect.Lists;
import dev.kaboom.program.ContextKind;
import dev.kaboom.property.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every small program of a shape, for comparing engines with each other and with brute force: two
 * sequences of accesses to x and y, on two CPUs or on one CPU and its handler.
 *
 * <p>Symmetric programs are left out: a pair of sequences comes in one order only where the roles
 * are equal, and the first access of the first sequence is to x.
 */
public final class SmallPrograms {
  /** One access or fence: what to put into a sequence. {@code location} is 0 for x, 1 for y. */
  public record Atom(AtomKind kind, int location) {
    boolean isFence() {
      return kind.fence();
    }
  }

  /** What runs the second sequence. */
  public enum Shape {
    /** Process context on a second CPU. */
    TWO_CPUS(ContextKind.PROCESS, 1),
    /** An NMI on the first sequence's CPU. */
    CPU_AND_NMI(ContextKind.NMI, 0);

    private final ContextKind kind;
    private final int cpu;

    Shape(ContextKind kind, int cpu) {
      this.kind = kind;
      this.cpu = cpu;
    }
  }

  private SmallPrograms() {}

  /**
   * All programs of a shape.
   *
   * @param kinds which accesses and fences
   * @param firstMax longest first sequence
   * @param secondMax longest second sequence
   */
  public static Stream<Model> all(
      Shape shape, ImmutableList<AtomKind> kinds, int firstMax, int secondMax) {
    ImmutableList<ImmutableList<Atom>> first = sequences(kinds, firstMax);
    ImmutableList<ImmutableList<Atom>> second = sequences(kinds, secondMax);
    boolean equalRoles = shape == Shape.TWO_CPUS && firstMax == secondMax;
    return first.stream()
        .filter(sequence -> sequence.get(0).location() == 0)
        .flatMap(
            one ->
                second.stream()
                    .filter(two -> !equalRoles || first.indexOf(one) <= second.indexOf(two))
                    .filter(two -> conflict(one, two))
                    .map(two -> model(shape, one, two)));
  }

  /** Sequences that start and end with an access and have no two fences in a row. */
  private static ImmutableList<ImmutableList<Atom>> sequences(
      ImmutableList<AtomKind> kinds, int accessesMax) {
    List<Atom> accesses = new ArrayList<>();
    List<List<Atom>> separators = new ArrayList<>(List.of(List.of()));
    for (AtomKind kind : kinds) {
      if (kind.fence()) {
        separators.add(List.of(new Atom(kind, 0)));
      } else {
        accesses.add(new Atom(kind, 0));
        accesses.add(new Atom(kind, 1));
      }
    }
    ImmutableList.Builder<ImmutableList<Atom>> all = ImmutableList.builder();
    for (int length = 1; length <= accessesMax; length++) {
      for (List<Object> choice : choices(accesses, separators, length)) {
        all.add(flatten(choice));
      }
    }
    return all.build();
  }

  private static List<List<Object>> choices(
      List<Atom> accesses, List<List<Atom>> separators, int length) {
    List<List<Object>> axes = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      if (i > 0) {
        axes.add(new ArrayList<>(separators));
      }
      axes.add(new ArrayList<>(accesses));
    }
    return Lists.cartesianProduct(axes);
  }

  private static ImmutableList<Atom> flatten(List<Object> choice) {
    ImmutableList.Builder<Atom> atoms = ImmutableList.builder();
    for (Object part : choice) {
      if (part instanceof Atom atom) {
        atoms.add(atom);
      } else {
        atoms.addAll(Iterables.filter((List<?>) part, Atom.class));
      }
    }
    return atoms.build();
  }

  /** Whether the two sequences can influence each other at all. */
  private static boolean conflict(List<Atom> one, List<Atom> two) {
    return one.stream()
        .anyMatch(
            a ->
                two.stream()
                    .anyMatch(
                        b ->
                            !a.isFence()
                                && !b.isFence()
                                && a.location() == b.location()
                                && (a.kind().writes() || b.kind().writes())));
  }

  private static Model model(Shape shape, List<Atom> one, List<Atom> two) {
    ProgramBuilder builder = new ProgramBuilder().locations("x", "y");
    builder.context(ContextKind.PROCESS, 0, code -> emit(code, one, 1));
    builder.context(shape.kind, shape.cpu, code -> emit(code, two, 10));
    return builder.model(one + " || " + two);
  }

  private static void emit(ProgramBuilder.CodeBuilder code, List<Atom> atoms, int firstValue) {
    int value = firstValue;
    for (Atom atom : atoms) {
      atom.kind().emit(code, atom.location(), value++);
    }
  }
}

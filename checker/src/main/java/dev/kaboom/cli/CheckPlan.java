package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.check.Expectations;
import dev.kaboom.check.Expectations.Case;
import dev.kaboom.check.Variant;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which checks a model gets: those that its expectation names, cut down to what the command line
 * asks for. What the command line names and the expectation does not is checked all the same.
 */
final class CheckPlan {
  private final Expectations expectations;
  private final ImmutableList<Machine> known;

  /**
   * A plan.
   *
   * @param known the machines that are meant where none is named
   */
  CheckPlan(Expectations expectations, ImmutableList<Machine> known) {
    this.expectations = expectations;
    this.known = known;
  }

  /** The checks; an empty set or map means that the command line does not say. */
  ImmutableList<Case> cases(
      ImmutableMap<String, String> defines,
      ImmutableSet<Machine> machines,
      ImmutableSet<Compiler> compilers) {
    ImmutableList<Variant> variants =
        defines.isEmpty() ? expectations.variants() : ImmutableList.of(variant(defines));
    Set<Case> all = new LinkedHashSet<>();
    for (Variant variant : variants) {
      if (machines.isEmpty()) {
        addCompilers(all, variant, Optional.empty(), compilers);
      }
      machines.forEach(m -> addCompilers(all, variant, Optional.of(m), compilers));
    }
    return ImmutableList.copyOf(all);
  }

  private void addCompilers(
      Set<Case> all, Variant variant, Optional<Machine> machine, ImmutableSet<Compiler> compilers) {
    if (compilers.isEmpty()) {
      add(all, variant, machine, Optional.empty());
    }
    compilers.forEach(c -> add(all, variant, machine, Optional.of(c)));
  }

  private void add(
      Set<Case> all, Variant variant, Optional<Machine> machine, Optional<Compiler> compiler) {
    ImmutableList<Case> named =
        expectations.cases(known).stream()
            .filter(c -> c.variant().equals(variant))
            .filter(c -> machine.isEmpty() || machine.get() == c.machine())
            .filter(c -> compiler.isEmpty() || compiler.get() == c.compiler())
            .collect(ImmutableList.toImmutableList());
    all.addAll(named.isEmpty() ? every(variant, machine, compiler) : named);
  }

  private ImmutableList<Case> every(
      Variant variant, Optional<Machine> machine, Optional<Compiler> compiler) {
    ImmutableList.Builder<Case> cases = ImmutableList.builder();
    for (Machine m : machine.map(ImmutableList::of).orElse(known)) {
      for (Compiler c :
          compiler.map(ImmutableSet::of).orElse(ImmutableSet.copyOf(Compiler.values()))) {
        cases.add(new Case(variant, m, c));
      }
    }
    return cases.build();
  }

  /** The declared variant with these definitions, or one that is named after them. */
  Variant variant(ImmutableMap<String, String> defines) {
    Variant given = new Variant(name(defines), defines);
    return defines.isEmpty() && expectations.rules().isEmpty()
        ? Variant.PLAIN
        : expectations.variantWith(given).orElse(given);
  }

  private static String name(Map<String, String> defines) {
    return defines.isEmpty()
        ? Variant.PLAIN.name()
        : defines.entrySet().stream()
            .map(d -> d.getValue().equals("1") ? d.getKey() : d.getKey() + "=" + d.getValue())
            .collect(Collectors.joining(","));
  }
}

package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import java.util.Arrays;
import java.util.Optional;

/**
 * The contents of the {@code X.expected} file beside a model {@code X.c}: the variants of the model
 * and what should come out of each under which machine and compiler.
 *
 * <pre>
 * # comment
 * variant before  -D BEFORE
 * variant patched
 * expect before  *      *       violated "no VMCS outlives VMXOFF in the cache"
 * expect patched sc,tso source  holds
 * expect patched *      cppo    violated bad-access
 * </pre>
 *
 * <p>A list is names joined by ','; {@code *} is all of them. A line that names variant, machines
 * and compilers beats one with a {@code *}; otherwise no two lines may speak of the same check. The
 * variant {@code -} is the model without definitions and needs no declaration.
 *
 * @param variants in the order of the file; {@code -} alone if none is declared
 * @param rules in the order of the file
 */
public record Expectations(ImmutableList<Variant> variants, ImmutableList<Rule> rules) {
  /** What a model without the file expects: nothing. */
  public static final Expectations NONE =
      new Expectations(ImmutableList.of(Variant.PLAIN), ImmutableList.of());

  /**
   * One {@code expect} line.
   *
   * @param variants names; empty for {@code *}
   * @param machines empty for {@code *}
   * @param compilers empty for {@code *}
   * @param line where it stands, 1-based
   */
  public record Rule(
      ImmutableSet<String> variants,
      ImmutableSet<Machine> machines,
      ImmutableSet<Compiler> compilers,
      Expected.OfVerdict expected,
      int line) {
    boolean covers(Variant variant, Machine machine, Compiler compiler) {
      return (variants.isEmpty() || variants.contains(variant.name()))
          && (machines.isEmpty() || machines.contains(machine))
          && (compilers.isEmpty() || compilers.contains(compiler));
    }

    boolean explicit() {
      return !variants.isEmpty() && !machines.isEmpty() && !compilers.isEmpty();
    }

    /** Whether both speak of one check and neither beats the other. */
    boolean collidesWith(Rule other) {
      return explicit() == other.explicit()
          && meet(variants, other.variants)
          && meet(machines, other.machines)
          && meet(compilers, other.compilers);
    }

    private static <T> boolean meet(ImmutableSet<T> left, ImmutableSet<T> right) {
      return left.isEmpty() || right.isEmpty() || !Sets.intersection(left, right).isEmpty();
    }
  }

  /** A check that the file asks for. */
  public record Case(Variant variant, Machine machine, Compiler compiler) {}

  /** Every check that some rule covers, by variant, then machine, then compiler. */
  public ImmutableList<Case> cases(ImmutableList<Machine> known) {
    ImmutableList.Builder<Case> cases = ImmutableList.builder();
    for (Variant variant : variants) {
      for (Machine machine : Machine.values()) {
        for (Compiler compiler : Compiler.values()) {
          Optional<Rule> rule = rule(variant, machine, compiler);
          boolean named = rule.isPresent() && rule.get().machines().contains(machine);
          if (rule.isPresent() && (named || known.contains(machine))) {
            cases.add(new Case(variant, machine, compiler));
          }
        }
      }
    }
    return cases.build();
  }

  /** What the file expects of a check, {@link Expected#NOTHING} if no rule covers it. */
  public Expected expected(Variant variant, Machine machine, Compiler compiler) {
    Optional<Rule> rule = rule(variant, machine, compiler);
    return rule.isPresent() ? rule.get().expected() : Expected.NOTHING;
  }

  /** The variant with exactly these definitions, if the file declares one. */
  public Optional<Variant> variantWith(Variant defines) {
    return variants.stream().filter(v -> v.defines().equals(defines.defines())).findFirst();
  }

  private Optional<Rule> rule(Variant variant, Machine machine, Compiler compiler) {
    ImmutableList<Rule> covering =
        rules.stream()
            .filter(rule -> rule.covers(variant, machine, compiler))
            .collect(ImmutableList.toImmutableList());
    Optional<Rule> explicit = covering.stream().filter(Rule::explicit).findFirst();
    return explicit.isPresent() ? explicit : covering.stream().findFirst();
  }

  /** The machine of that name on the command line and in expectations. */
  public static Optional<Machine> machine(String label) {
    return Arrays.stream(Machine.values()).filter(m -> m.label().equals(label)).findFirst();
  }

  /** The compiler of that name on the command line and in expectations. */
  public static Optional<Compiler> compiler(String label) {
    return Arrays.stream(Compiler.values()).filter(c -> c.label().equals(label)).findFirst();
  }
}

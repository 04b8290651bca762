package dev.kaboom.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checker;
import dev.kaboom.check.EitherEngine;
import dev.kaboom.check.ExpectationParser;
import dev.kaboom.check.Expectations;
import dev.kaboom.check.Expected;
import dev.kaboom.check.GraphSearch;
import dev.kaboom.check.InterleavingEngine;
import dev.kaboom.check.ProgressListener;
import dev.kaboom.check.Variant;
import dev.kaboom.interleave.InterleavingMachine;
import dev.kaboom.lang.front.FrontEnd;
import dev.kaboom.lang.front.LoadResult;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.CheckResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A check of a model that ships, in one variant under one machine and compiler. */
record ModelCheck(
    Path file,
    Variant variant,
    Model model,
    Machine machine,
    Compiler compiler,
    Expected expected) {
  private static final Checker CHECKER =
      new Checker(
          ImmutableList.of(new EitherEngine(), new InterleavingEngine(), new GraphSearch()));

  /** What came out with the default options, by the name of the check: several tests look at it. */
  private static final Map<String, CheckResult> RESULTS = new LinkedHashMap<>();

  /** All that the {@code .expected} files of this module name, in the order of the files. */
  static ImmutableList<ModelCheck> ofModels() throws IOException {
    ImmutableList.Builder<ModelCheck> checks = ImmutableList.builder();
    for (Path file : ModelTree.files(".c").toList()) {
      Expectations expectations = expectations(ModelTree.beside(file, ".expected"));
      for (Expectations.Case named : expectations.cases(CHECKER.machines())) {
        Variant variant = named.variant();
        Model model = load(file, variant.defines());
        Expected expected = expectations.expected(variant, named.machine(), named.compiler());
        checks.add(
            new ModelCheck(file, variant, model, named.machine(), named.compiler(), expected));
      }
    }
    return checks.build();
  }

  /** Every litmus test of this module, under each machine that knows all that it uses. */
  static ImmutableList<ModelCheck> ofLitmusTests() throws IOException {
    ImmutableList.Builder<ModelCheck> checks = ImmutableList.builder();
    for (Path file : ModelTree.files(".litmus").toList()) {
      Model model = load(file, ImmutableMap.of());
      for (Machine machine : machines(model)) {
        Expected expected = Expected.ofComment(model.expectation(), machine);
        for (Compiler compiler : compilers(machine)) {
          checks.add(new ModelCheck(file, Variant.PLAIN, model, machine, compiler, expected));
        }
      }
    }
    return checks.build();
  }

  private static ImmutableList<Machine> machines(Model model) {
    ImmutableList.Builder<Machine> machines = ImmutableList.builder();
    if (InterleavingMachine.unsupported(model).isEmpty()) {
      machines.add(Machine.SC, Machine.TSO);
    }
    if (model.program().contexts().stream().allMatch(c -> c.kind() == ContextKind.PROCESS)) {
      machines.add(Machine.LKMM);
    }
    return machines.build();
  }

  private static ImmutableList<Compiler> compilers(Machine machine) {
    return hasStates(machine)
        ? ImmutableList.copyOf(Compiler.values())
        : ImmutableList.of(Compiler.SOURCE);
  }

  private static boolean hasStates(Machine machine) {
    return new InterleavingEngine().supports(machine);
  }

  private static Expectations expectations(Path file) throws IOException {
    String text = String.join("\n", ModelTree.lines(file));
    ExpectationParser.Parsed parsed = ExpectationParser.parse(file.toString(), text);
    assertEquals(ImmutableList.of(), parsed.errors());
    return parsed.expectations();
  }

  private static Model load(Path file, ImmutableMap<String, String> defines) {
    LoadResult result = FrontEnd.load(file, defines);
    assertEquals(ImmutableList.of(), result.diagnostics(), file::toString);
    return result.model().orElseThrow();
  }

  /** Whether states are searched; else execution graphs are. */
  boolean hasStates() {
    return hasStates(machine);
  }

  /** A check that no expectation names. */
  static ModelCheck of(
      Path file, ImmutableMap<String, String> defines, Machine machine, Compiler compiler) {
    Variant variant = new Variant(String.join(",", defines.keySet()), defines);
    return new ModelCheck(file, variant, load(file, defines), machine, compiler, Expected.NOTHING);
  }

  /** What comes out with the default options; it is searched for once. */
  CheckResult result() {
    @Nullable CheckResult known = RESULTS.get(toString());
    CheckResult result = known == null ? run(CheckOptions.defaults()) : known;
    RESULTS.put(toString(), result);
    return result;
  }

  /** The cause that the report gives for {@link #result}. */
  String cause() {
    return CHECKER.cause(result(), CheckOptions.defaults());
  }

  CheckResult run(CheckOptions options) {
    return CHECKER.check(model, machine, compiler, options, ProgressListener.none());
  }

  /** Names the check and nothing else: {@code list/nmi_golden/nmi_golden.c add sc source}. */
  @Override
  public String toString() {
    String[] parts = {file.toString(), variant.name(), machine.label(), compiler.label()};
    return String.join(" ", parts);
  }
}

package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import dev.kaboom.check.Expectations;
import dev.kaboom.check.Variant;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A model that is to be changed: its files, the checks that it gets, and every variant as it is.
 *
 * @param texts the files that it consists of, the model itself first
 * @param cases those that the command line asks for
 * @param every those that it would ask for without definitions
 */
record TrialModel(
    Path file,
    ImmutableMap<Path, String> texts,
    ImmutableList<Expectations.Case> cases,
    ImmutableList<Expectations.Case> every,
    ImmutableMap<Variant, Model> originals) {
  /** Reads a model; empty, with the reason told, if it cannot be understood. */
  static Optional<TrialModel> read(
      Path file, ModelArguments arguments, Services services, Console console) {
    ImmutableMap<Path, String> texts = ModelSources.of(file);
    Optional<Expectations> expectations = ExpectationFile.read(file, console);
    if (texts.isEmpty() || expectations.isEmpty()) {
      console.complain(file + ": cannot be read");
      return Optional.empty();
    }
    CheckPlan plan = new CheckPlan(expectations.get(), services.checker().machinesWithStates());
    ImmutableList<Expectations.Case> cases = cases(file, plan, arguments, arguments.defines());
    ImmutableList<Expectations.Case> every = cases(file, plan, arguments, ImmutableMap.of());
    Map<Variant, Model> originals = new LinkedHashMap<>();
    for (Expectations.Case planned : Iterables.concat(cases, every)) {
      Variant variant = planned.variant();
      if (!originals.containsKey(variant)) {
        Loader.Loaded loaded = services.loader().load(file, variant.defines());
        if (loaded.model().isEmpty()) {
          loaded.diagnostics().forEach(console::note);
          return Optional.empty();
        }
        originals.put(variant, loaded.model().get());
      }
    }
    return Optional.of(new TrialModel(file, texts, cases, every, ImmutableMap.copyOf(originals)));
  }

  private static ImmutableList<Expectations.Case> cases(
      Path file, CheckPlan plan, ModelArguments arguments, ImmutableMap<String, String> defines) {
    boolean litmus = ModelFiles.isLitmus(file);
    ImmutableSet<Machine> machines = arguments.machines();
    ImmutableSet<Compiler> compilers = arguments.compilers();
    return plan.cases(
        defines,
        litmus && machines.isEmpty() ? ImmutableSet.of(Machine.LKMM) : machines,
        litmus && compilers.isEmpty() ? ImmutableSet.of(Compiler.SOURCE) : compilers);
  }
}

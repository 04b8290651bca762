package dev.kaboom.check;

import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Schedule;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Verdict;
import java.util.Optional;

/**
 * What {@code --engine auto} means where there are states: {@link EngineRace} decides, check by
 * check, whether states or execution graphs answer.
 */
public final class EitherEngine implements Engine {
  private final InterleavingEngine states = new InterleavingEngine();

  @Override
  public EngineChoice choice() {
    return EngineChoice.AUTO;
  }

  @Override
  public boolean supports(Machine machine) {
    return states.supports(machine);
  }

  @Override
  public CheckResult check(
      Model model,
      Machine machine,
      Compiler compiler,
      CheckOptions options,
      ProgressListener progress) {
    return EngineRace.mayBegin(model, machine, compiler, options)
        ? new EngineRace(model, machine, compiler, options, progress).run()
        : states.check(model, machine, compiler, options, progress);
  }

  @Override
  public Optional<Verdict.Violated> witness(
      Model model, Machine machine, Compiler compiler, CheckOptions options) {
    return states.witness(model, machine, compiler, options);
  }

  @Override
  public Optional<Step> next(
      Model model, Machine machine, Compiler compiler, Schedule prefix, String label) {
    return states.next(model, machine, compiler, prefix, label);
  }
}

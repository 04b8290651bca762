package dev.kaboom.cli;

import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Engine;
import dev.kaboom.check.EngineChoice;
import dev.kaboom.check.ProgressListener;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Schedule;
import dev.kaboom.verdict.Step;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** An engine that counts its searches. */
record CountingEngine(Engine real, AtomicInteger searches) implements Engine {
  @Override
  public EngineChoice choice() {
    return real.choice();
  }

  @Override
  public boolean supports(Machine machine) {
    return real.supports(machine);
  }

  @Override
  public CheckResult check(
      Model model,
      Machine machine,
      Compiler compiler,
      CheckOptions options,
      ProgressListener progress) {
    searches.incrementAndGet();
    return real.check(model, machine, compiler, options, progress);
  }

  @Override
  public Optional<Step> next(
      Model model, Machine machine, Compiler compiler, Schedule prefix, String label) {
    return real.next(model, machine, compiler, prefix, label);
  }
}

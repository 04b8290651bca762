package dev.kaboom.interleave;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Program;
import dev.kaboom.property.Model;

/** What all forks of a machine share: the compiled model, and tables that are safe to share. */
final class Core {
  final Model model;
  final Compiler compiler;
  final MachineOptions options;
  final CompiledProgram code;
  final Labels labels;
  final ValueTable values = new ValueTable();
  final AccessSets sets;
  final Bounds bounds;
  final ObservedSlots observed;
  final ObservedRegisters looked;
  final FutureAccesses futures;
  final VisibleCells visible;
  final Loops loops;

  /** Whether some step led to where an endless run may go through ({@link Spinning}). */
  volatile boolean spins;

  Core(Model model, Machine machine, Compiler compiler, MachineOptions options) {
    this.model = model;
    this.compiler = compiler;
    this.options = options;
    looked = ObservedRegisters.of(model);
    Program program = model.program();
    ImmutableList<RegisterAllocation> allocations = CodeCompiler.allocations(program, looked);
    StateLayout layout = new StateLayout(program, machine, compiler, options, allocations, looked);
    code = CodeCompiler.compile(model, layout, allocations, machine);
    labels = new Labels(code);
    sets = new AccessSets(code);
    bounds = new Bounds(code);
    observed = new ObservedSlots(layout, program.contexts(), allocations, looked);
    futures = new FutureAccesses(code, sets);
    visible = new VisibleCells(code, looked, futures);
    loops = new Loops(code);
  }
}

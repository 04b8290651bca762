package dev.kaboom.interleave;

/** From an access to the cell that it goes to. */
final class CellResolver {
  private final CompiledProgram code;
  private final Evaluator evaluator;
  private final AccessSets sets;

  CellResolver(CompiledProgram code, Evaluator evaluator, AccessSets sets) {
    this.code = code;
    this.evaluator = evaluator;
    this.sets = sets;
  }

  /** The cell that the access at {@code pc} goes to with these registers, or a violation. */
  int resolve(int pc, int[] file) {
    int cell = code.cell[pc];
    return cell >= 0 ? cell : computed(pc, file);
  }

  private int computed(int pc, int[] file) {
    long address = evaluator.evaluate(code.address[pc], file);
    if (evaluator.clearFault()) {
      return Faults.outcome(pc, Faults.DIVISION);
    }
    int cell = code.addresses.cellAt(address);
    if (cell < 0) {
      return Faults.outcome(pc, Faults.reason(address));
    }
    if (!CodeCompiler.fits(code.type[pc], code.layout.cellType[cell])) {
      return Faults.outcome(pc, Faults.SIZE);
    }
    sets.note(pc, cell);
    return cell;
  }
}

package dev.kaboom.interleave.replay;

import dev.kaboom.interleave.replay.Interruption.Blocked;
import dev.kaboom.interleave.replay.Interruption.Discard;
import dev.kaboom.interleave.replay.Interruption.Failure;
import dev.kaboom.interleave.replay.WindowEntry.Kind;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.CheckKind;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.RmwOrder;
import dev.kaboom.verdict.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The window of a context under {@code cppo}: which entries may take effect, and what follows. */
record Window(Rules rules, World world, ContextState context, StepLog log) {
  private static final int UNKNOWN = -1;
  private static final int NOWHERE = -2;

  /** Performs the entry at a place in the window, then settles the rest. */
  void perform(int place) {
    List<WindowEntry> window = context.window;
    if (place >= window.size()) {
      throw new Blocked("the window has " + window.size() + " entries");
    }
    WindowEntry entry = window.get(place);
    mustBePerformable(entry, window.subList(0, place));
    for (WindowEntry older : window.subList(0, place)) {
      older.overtaken |= !older.performed && older.kind.access();
    }
    log.at(entry.instruction.at());
    log.kind(entry.overtaken ? Step.Kind.PERFORM : Step.Kind.INSTRUCTION);
    execute(entry);
    entry.performed = true;
    settle();
  }

  private void mustBePerformable(WindowEntry entry, List<WindowEntry> before) {
    if (!entry.kind.access() || entry.performed) {
      throw new Blocked("that entry is no access that is still to come");
    }
    if (!known(entry)) {
      throw new Blocked("an operand is not known yet");
    }
    for (WindowEntry older : before) {
      if (!older.performed && mustStayBefore(older, entry)) {
        throw new Blocked("an earlier entry must come first");
      }
    }
    if (cell(entry) == NOWHERE && guarded(before)) {
      throw new Blocked("a guess or a check before the faulting access is not decided yet");
    }
  }

  private boolean mustStayBefore(WindowEntry e, WindowEntry f) {
    boolean sameCell = e.kind.access() && cell(e) >= 0 && cell(e) == cell(f);
    boolean bothMarked = bothAccesses(e, f) && marked(e.instruction) && marked(f.instruction);
    boolean afterBranch = f.kind.writes() && (f.controllers.contains(e.number) || inTheWay(e, f));
    boolean afterCheck = neverReturns(e.instruction) && f.kind.writes();
    return sameCell
        || bothMarked
        || acquires(e.instruction)
        || releases(f)
        || afterBranch
        || afterCheck;
  }

  /** Whether something in the arms of the branch {@code e}, run or not, must stay before it. */
  private boolean inTheWay(WindowEntry e, WindowEntry f) {
    if (!(e.instruction instanceof Instruction.Branch branch)) {
      return false;
    }
    List<Instruction> code = context.context.code().instructions();
    SortedSet<Integer> arms = new TreeSet<>();
    List<Integer> open = new ArrayList<>(List.of(e.index + 1, branch.otherwise()));
    while (!open.isEmpty()) {
      int at = open.remove(open.size() - 1);
      if (at != branch.join() && at < code.size() && arms.add(at)) {
        Instruction instruction = code.get(at);
        if (instruction instanceof Instruction.Jump jump) {
          open.add(jump.target());
        } else {
          open.add(at + 1);
        }
        if (instruction instanceof Instruction.Branch inner) {
          open.add(inner.otherwise());
        }
      }
    }
    return arms.stream().map(code::get).anyMatch(instruction -> keeps(instruction, f));
  }

  private boolean keeps(Instruction instruction, WindowEntry later) {
    return switch (Sort.of(instruction, rules)) {
      case DRAINING -> true;
      case SILENT_FENCE -> instruction instanceof Instruction.Fence;
      case ACCESS -> acquires(instruction) || (marked(instruction) && marked(later.instruction));
      case SILENT -> neverReturns(instruction);
      case CHOICE -> false;
    };
  }

  private static boolean neverReturns(Instruction instruction) {
    return instruction instanceof Instruction.Check check && check.kind() == CheckKind.BUG;
  }

  private static boolean bothAccesses(WindowEntry e, WindowEntry f) {
    return e.kind.access() && f.kind.access();
  }

  /** Whether an access is marked. */
  private static boolean marked(Instruction access) {
    if (access instanceof Instruction.Load load) {
      return load.kind().marked();
    }
    if (access instanceof Instruction.Rmw rmw) {
      return rmw.order() != RmwOrder.LOCAL_PLAIN;
    }
    return !(access instanceof Instruction.Store store) || store.kind().marked();
  }

  private static boolean acquires(Instruction instruction) {
    boolean load = instruction instanceof Instruction.Load l && l.kind() == AccessKind.ACQUIRE;
    boolean rmw =
        instruction instanceof Instruction.Rmw r
            && (r.order() == RmwOrder.ACQUIRE || r.order() == RmwOrder.FULL);
    return load || rmw;
  }

  private static boolean releases(WindowEntry entry) {
    boolean store =
        entry.instruction instanceof Instruction.Store s && s.kind() == AccessKind.RELEASE;
    boolean rmw =
        entry.instruction instanceof Instruction.Rmw r
            && (r.order() == RmwOrder.RELEASE || r.order() == RmwOrder.FULL);
    return store || rmw;
  }

  /** Values reach those that wait for them; what can be decided is decided, oldest first. */
  private void settle() {
    List<Failure> failures = new ArrayList<>();
    boolean decided;
    do {
      decided = decideOne(failures);
    } while (decided);
    refuteSameCell();
    if (!failures.isEmpty()) {
      // Only now: had a guess been wrong, there would be no such execution.
      throw failures.get(0);
    }
    boolean unknownAddressBefore = false;
    for (WindowEntry entry : List.copyOf(context.window)) {
      if (entry.performed && !unknownAddressBefore) {
        context.window.remove(entry);
      }
      unknownAddressBefore |= entry.kind.access() && !entry.performed && cell(entry) == UNKNOWN;
    }
  }

  /** Something that fails stays in the window, and what it guards is not decided. */
  private boolean decideOne(List<Failure> failures) {
    for (int place = 0; place < context.window.size(); place++) {
      WindowEntry entry = context.window.get(place);
      if (!entry.kind.access() && known(entry)) {
        try {
          if (decide(entry, place)) {
            context.window.remove(entry);
            context.joins.remove(entry.number);
            return true;
          }
        } catch (Failure failure) {
          failures.add(failure);
        }
      }
    }
    return false;
  }

  private boolean decide(WindowEntry entry, int place) {
    boolean guarded = guarded(context.window.subList(0, place));
    if (guarded && (entry.kind == Kind.CHECK || faults(entry))) {
      return false;
    }
    if (entry.instruction instanceof Instruction.Branch branch) {
      if (faults(entry)) {
        throw MemoryAccess.badAccess("division by zero", branch.at());
      }
      boolean taken = evaluate(branch.condition(), entry) != 0;
      if (taken != entry.guess) {
        throw new Discard("a guess was wrong");
      }
      return true;
    }
    execute(entry);
    return true;
  }

  private void refuteSameCell() {
    for (int late = 0; late < context.window.size(); late++) {
      WindowEntry entry = context.window.get(late);
      for (WindowEntry older : context.window.subList(0, late)) {
        boolean overtook = entry.performed && older.kind.access() && !older.performed;
        if (overtook && cell(older) >= 0 && cell(older) == cell(entry)) {
          throw new Discard("an access came before an earlier one to the same cell");
        }
      }
    }
  }

  private void execute(WindowEntry entry) {
    Execution.Results results = (register, value) -> context.receive(entry.number, value);
    entry.instruction.accept(
        new Execution(rules, world, context, log, r -> entry.operand(r).value(), results));
  }

  private static boolean guarded(List<WindowEntry> entries) {
    return entries.stream().anyMatch(entry -> entry.kind.guards());
  }

  private static boolean known(WindowEntry entry) {
    return entry.operands.values().stream().allMatch(Operand::known);
  }

  private static boolean faults(WindowEntry entry) {
    try {
      entry.expressions.others().forEach(expression -> evaluate(expression, entry));
      return false;
    } catch (ArithmeticException error) {
      return true;
    }
  }

  /** The cell that an access names, or UNKNOWN, or NOWHERE if performing it is a violation. */
  private int cell(WindowEntry entry) {
    Operands expressions = entry.expressions;
    if (!expressions.addressReads().stream().allMatch(r -> entry.operand(r).known())) {
      return UNKNOWN;
    }
    MemoryAccess memory = new MemoryAccess(rules, world, new CpuState(), log);
    try {
      long address = evaluate(expressions.address().get(0), entry);
      return expressions.bytes() == 0
          ? memory.lockCell(address, entry.instruction.at())
          : memory.cell(address, expressions.bytes(), entry.instruction.at());
    } catch (ArithmeticException | Interruption.Failure error) {
      return NOWHERE;
    }
  }

  private static long evaluate(Expression expression, WindowEntry entry) {
    return Evaluation.of(expression, r -> entry.operand(r).value());
  }
}

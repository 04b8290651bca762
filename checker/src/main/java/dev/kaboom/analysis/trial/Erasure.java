package dev.kaboom.analysis.trial;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.Code;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Context;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Position;
import dev.kaboom.program.Program;
import dev.kaboom.program.RmwOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A program without what a machine gives no meaning to. Programs with the same erasure behave alike
 * on the machine, so that one check answers for both.
 *
 * <p>Positions go always. Of the small-step machines in source order, {@code sc} knows no fence,
 * {@code tso} none but {@code smp_mb()}, and neither distinguishes kinds of accesses or orders of
 * read-modify-writes but the local ones (docs/semantics.md, "Steps"). Under {@code cppo} and on
 * other machines all of that counts.
 */
public final class Erasure implements Instruction.Visitor<Instruction> {
  private static final Position NONE = Position.NONE;

  private final Machine machine;
  private final boolean ordersCount;
  private final int[] moved;

  private Erasure(Machine machine, boolean ordersCount, int[] moved) {
    this.machine = machine;
    this.ordersCount = ordersCount;
    this.moved = moved;
  }

  /** The program as the machine and compiler tell programs apart. */
  public static Program of(Program program, Machine machine, Compiler compiler) {
    boolean steps = machine == Machine.SC || machine == Machine.TSO;
    boolean ordersCount = !steps || compiler != Compiler.SOURCE;
    ImmutableList<Context> contexts =
        program.contexts().stream()
            .map(context -> context.withCode(of(context.code(), machine, ordersCount)))
            .collect(ImmutableList.toImmutableList());
    return new Program(
        program.name(),
        "",
        program.cpuCount(),
        program.memory(),
        of(program.init(), machine, ordersCount),
        contexts);
  }

  private static Code of(Code code, Machine machine, boolean ordersCount) {
    int[] moved = new int[code.size() + 1];
    Erasure erasure = new Erasure(machine, ordersCount, moved);
    int kept = 0;
    for (int i = 0; i < code.size(); i++) {
      moved[i] = kept;
      kept += erasure.means(code.instructions().get(i)) ? 1 : 0;
    }
    moved[code.size()] = kept;
    List<Instruction> instructions = new ArrayList<>();
    for (Instruction instruction : code.instructions()) {
      if (erasure.means(instruction)) {
        instructions.add(instruction.accept(erasure));
      }
    }
    return new Code(ImmutableList.copyOf(instructions), code.registers());
  }

  private boolean means(Instruction instruction) {
    return ordersCount
        || !(instruction instanceof Instruction.Fence fence)
        || (machine == Machine.TSO && fence.barrier() == Barrier.MB);
  }

  private AccessKind kind(AccessKind kind) {
    return ordersCount ? kind : AccessKind.PLAIN;
  }

  private RmwOrder order(RmwOrder order) {
    if (ordersCount) {
      return order;
    }
    return order.local() ? RmwOrder.LOCAL : RmwOrder.FULL;
  }

  @Override
  public Instruction load(Instruction.Load i) {
    return new Instruction.Load(NONE, i.register(), i.address(), i.type(), kind(i.kind()));
  }

  @Override
  public Instruction store(Instruction.Store i) {
    return new Instruction.Store(NONE, i.address(), i.value(), i.type(), kind(i.kind()));
  }

  @Override
  public Instruction rmw(Instruction.Rmw i) {
    return new Instruction.Rmw(
        NONE,
        i.register(),
        i.address(),
        i.condition(),
        i.newValue(),
        i.type(),
        order(i.order()),
        i.returnsValue());
  }

  @Override
  public Instruction fence(Instruction.Fence i) {
    return new Instruction.Fence(NONE, i.barrier());
  }

  @Override
  public Instruction lock(Instruction.LockOperation i) {
    return new Instruction.LockOperation(NONE, i.kind(), i.register(), i.address());
  }

  @Override
  public Instruction rcu(Instruction.RcuOperation i) {
    return new Instruction.RcuOperation(NONE, i.kind(), i.domain(), i.register(), i.cookie());
  }

  @Override
  public Instruction irq(Instruction.IrqOperation i) {
    return new Instruction.IrqOperation(NONE, i.kind(), i.register(), i.flags());
  }

  @Override
  public Instruction send(Instruction.Send i) {
    return new Instruction.Send(NONE, i.kind(), i.cpu(), i.routine(), i.argument());
  }

  @Override
  public Instruction awaitSent(Instruction.AwaitSent i) {
    return new Instruction.AwaitSent(NONE);
  }

  @Override
  public Instruction assign(Instruction.Assign i) {
    return new Instruction.Assign(NONE, i.register(), i.value());
  }

  @Override
  public Instruction nondet(Instruction.Nondet i) {
    return new Instruction.Nondet(NONE, i.register(), i.low(), i.high());
  }

  @Override
  public Instruction branch(Instruction.Branch i) {
    return new Instruction.Branch(NONE, i.condition(), moved[i.otherwise()], moved[i.join()]);
  }

  @Override
  public Instruction jump(Instruction.Jump i) {
    return new Instruction.Jump(NONE, moved[i.target()]);
  }

  @Override
  public Instruction atomicBegin(Instruction.AtomicBegin i) {
    return new Instruction.AtomicBegin(NONE);
  }

  @Override
  public Instruction atomicEnd(Instruction.AtomicEnd i) {
    return new Instruction.AtomicEnd(NONE);
  }

  @Override
  public Instruction require(Instruction.Require i) {
    return new Instruction.Require(NONE, i.condition());
  }

  @Override
  public Instruction assume(Instruction.Assume i) {
    return new Instruction.Assume(NONE, i.condition());
  }

  @Override
  public Instruction check(Instruction.Check i) {
    return new Instruction.Check(NONE, i.kind(), i.condition(), i.message());
  }

  @Override
  public Instruction halt(Instruction.Halt i) {
    return new Instruction.Halt(NONE);
  }
}

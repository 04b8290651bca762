package dev.kaboom.check;

import dev.kaboom.graph.Event;
import dev.kaboom.graph.Tag;
import dev.kaboom.interleave.replay.ActionText;
import dev.kaboom.program.Code;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Memory;
import java.util.List;

/**
 * What an instruction did in an execution graph, in the words that traces of interleavings have.
 *
 * @param events the instruction's events: one, or the two halves of an RMW
 */
record EventText(Memory memory, ActionText words, List<Event> events)
    implements Instruction.Visitor<String> {
  private static final String THIN_AIR = Long.toString(Event.UNDETERMINED);

  /** The text; a value out of thin air is herd7's symbol. */
  static String of(Memory memory, Code code, Instruction instruction, List<Event> events) {
    EventText text = new EventText(memory, new ActionText(memory, code), events);
    return instruction.accept(text).replace(THIN_AIR, "S0");
  }

  private Event first() {
    return events.get(0);
  }

  private boolean wrote() {
    return events.size() > 1;
  }

  private String cell() {
    return first().location() < 0 ? "" : memory.locations().get(first().location()).name();
  }

  @Override
  public String load(Instruction.Load load) {
    return words.load(load.kind(), first().location(), load.register(), first().value());
  }

  @Override
  public String store(Instruction.Store store) {
    return words.store(store.kind(), first().location(), first().value());
  }

  @Override
  public String rmw(Instruction.Rmw rmw) {
    Long after = wrote() ? Long.valueOf(events.get(1).value()) : null;
    return words.rmw(rmw, first().location(), first().value(), after);
  }

  @Override
  public String fence(Instruction.Fence fence) {
    return words.fence(fence.barrier());
  }

  @Override
  public String lock(Instruction.LockOperation lock) {
    long result =
        switch (lock.kind()) {
          case LOCK, TRY_LOCK -> wrote() ? 1 : 0;
          case UNLOCK -> 0;
          case IS_LOCKED -> first().has(Tag.IS_LOCKED) ? 1 : 0;
        };
    return words.lock(lock.kind(), first().location(), lock.register(), result);
  }

  @Override
  public String rcu(Instruction.RcuOperation rcu) {
    return switch (rcu.kind()) {
      case READ_LOCK -> "rcu_read_lock()";
      case READ_UNLOCK -> "rcu_read_unlock()";
      case SYNCHRONIZE -> "synchronize_rcu()";
      case SYNCHRONIZE_EXPEDITED -> "synchronize_rcu_expedited()";
      case SRCU_READ_LOCK -> "srcu_read_lock(&" + cell() + ")";
      case SRCU_READ_UNLOCK -> "srcu_read_unlock(&" + cell() + ")";
      case SRCU_DOWN_READ -> "srcu_down_read(&" + cell() + ")";
      case SRCU_UP_READ -> "srcu_up_read(&" + cell() + ")";
      case SRCU_SYNCHRONIZE -> "synchronize_srcu(&" + cell() + ")";
      case SRCU_SYNCHRONIZE_EXPEDITED -> "synchronize_srcu_expedited(&" + cell() + ")";
    };
  }

  private static String source(Instruction instruction) {
    String text = instruction.at().text().strip();
    return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public String irq(Instruction.IrqOperation irq) {
    return source(irq);
  }

  @Override
  public String send(Instruction.Send send) {
    return first().has(Tag.ACQUIRE) ? "wait for the earlier request" : source(send);
  }

  @Override
  public String awaitSent(Instruction.AwaitSent await) {
    return source(await);
  }

  @Override
  public String assign(Instruction.Assign assign) {
    return source(assign);
  }

  @Override
  public String nondet(Instruction.Nondet nondet) {
    return source(nondet);
  }

  @Override
  public String branch(Instruction.Branch branch) {
    return source(branch);
  }

  @Override
  public String jump(Instruction.Jump jump) {
    return source(jump);
  }

  @Override
  public String atomicBegin(Instruction.AtomicBegin begin) {
    return source(begin);
  }

  @Override
  public String atomicEnd(Instruction.AtomicEnd end) {
    return source(end);
  }

  @Override
  public String require(Instruction.Require require) {
    return source(require);
  }

  @Override
  public String assume(Instruction.Assume assume) {
    return source(assume);
  }

  @Override
  public String check(Instruction.Check check) {
    return source(check);
  }

  @Override
  public String halt(Instruction.Halt halt) {
    return source(halt);
  }
}

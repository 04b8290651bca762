package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.GraphLinks.Link;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.EventKind;
import dev.kaboom.graph.Execution;
import dev.kaboom.graph.Tag;
import dev.kaboom.graph.replay.Definitions;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Machine;
import java.util.Optional;

/** Words for what orders two accesses of one context on a machine, and for what does not. */
final class OrderWords {
  /** What is said where nothing has a name. */
  static final String BETWEEN = "what stands between";

  private final Execution execution;
  private final Machine machine;
  private final Compiler compiler;
  private final GraphLinks links;
  private final Definitions.Order kept;

  OrderWords(Execution execution, Machine machine, Compiler compiler) {
    this.execution = execution;
    this.machine = machine;
    this.compiler = compiler;
    links = new GraphLinks(execution);
    kept = Definitions.of(machine, compiler, execution).keptProgramOrder();
  }

  /** Something that stands at two accesses but does not order them: the event, its name, why. */
  record Useless(Event event, String name, String why) {}

  /** Whether the machine keeps the two in order. */
  boolean keeps(Link link) {
    return kept.contains(link.from(), link.to());
  }

  private Event event(int index) {
    return execution.events().get(index);
  }

  /** What keeps the two in order: {@code smp_wmb()}, {@code data dependency}. */
  String keeper(Link link) {
    Event first = event(link.from());
    Event second = event(link.to());
    if (first.location() == second.location()) {
      return "same location";
    }
    if (machine == Machine.SC || machine == Machine.TSO) {
      boolean compiled = machine == Machine.SC && compiler == Compiler.CPPO;
      return (compiled ? "the compiler" : machine.label()) + " keeps it";
    }
    return fence(link, first, second)
        .or(() -> marking(first, second))
        .or(() -> dependency(first, second))
        .orElse(BETWEEN);
  }

  private Optional<String> fence(Link link, Event first, Event second) {
    Optional<String> found = Optional.empty();
    for (Event between : links.between(link.from(), link.to())) {
      boolean writes = first.kind() == EventKind.WRITE && second.kind() == EventKind.WRITE;
      boolean reads = first.kind() == EventKind.READ && second.kind() == EventKind.READ;
      if (between.has(Tag.MB)) {
        return Optional.of("smp_mb()");
      }
      if (between.has(Tag.SYNC_RCU)) {
        return Optional.of("synchronize_rcu()");
      }
      if (between.has(Tag.SYNC_SRCU)) {
        return Optional.of("synchronize_srcu()");
      }
      if (between.has(Tag.WMB) && writes) {
        found = Optional.of("smp_wmb()");
      }
      if (between.has(Tag.RMB) && reads) {
        found = Optional.of("smp_rmb()");
      }
    }
    return found;
  }

  private static Optional<String> marking(Event first, Event second) {
    if (first.has(Tag.FULL) || second.has(Tag.FULL)) {
      return Optional.of("a fully ordered RMW");
    }
    if (first.has(Tag.ACQUIRE)) {
      String read = first.has(Tag.LOCK_READ) ? "spin_lock()" : "smp_load_acquire()";
      return Optional.of(isOfRequest(first) ? "the acquire of the request" : read);
    }
    if (second.has(Tag.RELEASE)) {
      String write = second.has(Tag.UNLOCK) ? "spin_unlock()" : "smp_store_release()";
      return Optional.of(isOfRequest(second) ? "the release at the handler's end" : write);
    }
    return Optional.empty();
  }

  /** Whether an access is a handler's of its request, or a wait for one: no access of the code. */
  private static boolean isOfRequest(Event event) {
    Instruction made = event.instruction();
    return made instanceof Instruction.Fence
        || made instanceof Instruction.Send
        || made instanceof Instruction.AwaitSent;
  }

  private static Optional<String> dependency(Event first, Event second) {
    if (second.address().contains(first.index())) {
      return Optional.of("an address dependency");
    }
    if (second.data().contains(first.index())) {
      return Optional.of("a data dependency");
    }
    return second.control().contains(first.index())
        ? Optional.of("a control dependency")
        : Optional.empty();
  }

  /** What stands at two accesses that the machine does not keep in order. */
  ImmutableList<Useless> useless(Link link) {
    Event first = event(link.from());
    Event second = event(link.to());
    ImmutableList.Builder<Useless> found = ImmutableList.builder();
    for (Event between : links.between(link.from(), link.to())) {
      useless(between).ifPresent(found::add);
    }
    if (first.has(Tag.RELEASE) && first.instruction() instanceof Instruction.Store) {
      found.add(new Useless(first, "smp_store_release()", "a release orders nothing behind it"));
    }
    if (second.has(Tag.ACQUIRE) && second.instruction() instanceof Instruction.Load) {
      found.add(new Useless(second, "smp_load_acquire()", "an acquire orders nothing before it"));
    }
    return found.build();
  }

  private Optional<Useless> useless(Event fence) {
    if (fence.has(Tag.COMPILER)) {
      return useless(fence, "barrier()", "is for the compiler only");
    }
    boolean x86 = machine == Machine.TSO;
    if (fence.has(Tag.RMB)) {
      return useless(fence, "smp_rmb()", x86 ? "is no instruction on x86" : "orders no write");
    }
    if (fence.has(Tag.WMB)) {
      return useless(fence, "smp_wmb()", x86 ? "is no instruction on x86" : "orders no read");
    }
    if (fence.has(Tag.BEFORE_ATOMIC)) {
      return useless(fence, "smp_mb__before_atomic()", "needs an atomic RMW behind it");
    }
    return fence.has(Tag.AFTER_ATOMIC)
        ? useless(fence, "smp_mb__after_atomic()", "needs an atomic RMW before it")
        : Optional.empty();
  }

  private static Optional<Useless> useless(Event fence, String name, String why) {
    return Optional.of(new Useless(fence, name, name + " " + why));
  }
}

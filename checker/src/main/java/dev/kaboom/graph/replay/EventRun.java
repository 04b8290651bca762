package dev.kaboom.graph.replay;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.EventKind;
import dev.kaboom.graph.Tag;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.CheckKind;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Instruction.LockOperation;
import dev.kaboom.program.Instruction.RcuOperation;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Position;
import dev.kaboom.program.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run whose accesses are the events of a graph: each must be the next one there, with the marks,
 * the cell, the value and the dependencies that follow from the code and from what was read before.
 */
abstract class EventRun extends CodeRun {
  private static final int STEPS_MAX = 10_000_000;

  final Scene scene;
  final Coming coming;
  final ImmutableList<Event> events;
  int taken;
  boolean masked;

  /** For each event taken whether interrupts were masked before it, and its indivisible step. */
  final List<Boolean> masks = new ArrayList<>();

  final List<Integer> blocks = new ArrayList<>();

  private final Set<Integer> checked = new LinkedHashSet<>();

  EventRun(Scene scene, Coming coming) {
    super(scene.memory(), coming.context().code(), STEPS_MAX);
    this.scene = scene;
    this.coming = coming;
    events = coming.events();
    masked = coming.masked();
  }

  EventRun(EventRun other) {
    super(other, STEPS_MAX);
    checked.addAll(other.checked);
    scene = other.scene;
    coming = other.coming;
    events = other.events;
    taken = other.taken;
    masked = other.masked;
    masks.addAll(other.masks);
    blocks.addAll(other.blocks);
  }

  static String text(Event event) {
    return event.kind() + " " + event.index() + " (" + event.at() + ")";
  }

  @Override
  final boolean discarded(Position at) {
    throw new ObjectionException(at + ": the condition does not hold");
  }

  @Override
  final void passed(Instruction.Check check) {
    if (check.kind() == CheckKind.BUG && scene.checksHoldWritesBack()) {
      checked.addAll(evaluator.origins(check.condition()));
    }
  }

  // What an event must be

  @Nullable Event nextEvent() {
    return taken < events.size() ? events.get(taken) : null;
  }

  final Event take() {
    masks.add(masked);
    blocks.add(block);
    return events.get(taken++);
  }

  static void demand(boolean right, Event event, String what) {
    if (!right) {
      throw new ObjectionException(text(event) + " " + what);
    }
  }

  void expect(
      Event event,
      EventKind kind,
      int cell,
      ImmutableSet<Tag> tags,
      ImmutableSet<Integer> address,
      ImmutableSet<Integer> data) {
    demand(event.kind() == kind, event, "should be a " + kind);
    demand(event.location() == cell, event, "should be at cell " + cell);
    demand(event.tags().equals(tags), event, "should be marked " + tags);
    demand(event.address().equals(address), event, "has other address dependencies");
    demand(event.data().equals(data), event, "has other data dependencies");
    demand(
        event.control().equals(Sets.union(control(), checked)),
        event,
        "has other control dependencies");
  }

  static void expectValue(Event event, long value) {
    demand(event.value() == value, event, "should have the value " + value);
  }

  Event source(Event read) {
    return scene.execution().events().get(read.source());
  }

  static long wrap(Instruction.Load load, long value) {
    return value == Event.UNDETERMINED ? value : load.type().wrap(value);
  }

  // Accesses

  static Tag tag(AccessKind kind) {
    return switch (kind) {
      case PLAIN -> Tag.PLAIN;
      case ONCE -> Tag.ONCE;
      case ACQUIRE -> Tag.ACQUIRE;
      case RELEASE -> Tag.RELEASE;
    };
  }

  @Override
  public Boolean load(Instruction.Load load) {
    int cell = cell(load.address(), load.type().bytes(), load.at());
    if (cell < 0 || nextEvent() == null) {
      return false;
    }
    Event read = take();
    expect(
        read,
        EventKind.READ,
        cell,
        ImmutableSet.of(tag(load.kind())),
        evaluator.origins(load.address()),
        ImmutableSet.of());
    expectValue(read, wrap(load, source(read).value()));
    set(load.register(), read.value(), ImmutableSet.of(read.index()));
    return proceed();
  }

  @Override
  public Boolean store(Instruction.Store store) {
    int cell = cell(store.address(), store.type().bytes(), store.at());
    if (cell < 0) {
      return false;
    }
    long value = evaluator.value(store.value());
    if (nextEvent() == null) {
      return false;
    }
    Event write = take();
    expect(
        write,
        EventKind.WRITE,
        cell,
        ImmutableSet.of(tag(store.kind())),
        evaluator.origins(store.address()),
        evaluator.origins(store.value()));
    expectValue(write, value == Event.UNDETERMINED ? value : store.type().wrap(value));
    return proceed();
  }

  @Override
  public Boolean rmw(Instruction.Rmw rmw) {
    int cell = cell(rmw.address(), rmw.type().bytes(), rmw.at());
    if (cell < 0 || nextEvent() == null) {
      return false;
    }
    Event read = take();
    ImmutableSet<Integer> address = evaluator.origins(rmw.address());
    long before = source(read).value();
    expectValue(read, before == Event.UNDETERMINED ? before : rmw.type().wrap(before));
    set(rmw.register(), read.value(), ImmutableSet.of(read.index()));
    next++;
    if (rmw.condition() != null && !evaluator.isTrue(rmw.condition())) {
      ImmutableSet<Tag> failed = ImmutableSet.of(Tag.RMW, Tag.ONCE);
      expect(read, EventKind.READ, cell, failed, address, ImmutableSet.of());
      demand(read.partner() < 0, read, "is of an RMW that does not write");
      return true;
    }
    expect(read, EventKind.READ, cell, RmwTags.ofRead(rmw), address, ImmutableSet.of());
    long after = rmw.type().wrap(evaluator.value(rmw.newValue()));
    Event write = write(read);
    ImmutableSet<Integer> data = evaluator.origins(rmw.newValue());
    expect(write, EventKind.WRITE, cell, RmwTags.ofWrite(rmw), address, data);
    expectValue(write, after);
    return true;
  }

  /** The write of an RMW whose read was just taken. */
  Event write(Event read) {
    if (nextEvent() == null) {
      throw new ObjectionException(text(read) + " lacks the write of its RMW");
    }
    Event write = take();
    demand(read.partner() == write.index(), read, "is not paired with the write behind it");
    demand(write.partner() == read.index(), write, "is not paired with the read before it");
    return write;
  }

  // Locks

  static boolean isTaken(Event write) {
    return write.has(Tag.LOCK_WRITE) || write.value() != 0;
  }

  @Override
  public Boolean lock(LockOperation lock) {
    int cell = cell(lock.address(), 0, lock.at());
    Event event = nextEvent();
    if (cell < 0 || event == null) {
      return false;
    }
    switch (lock.kind()) {
      case LOCK -> acquire(lock, cell);
      case UNLOCK -> {
        take();
        expectLock(lock, event, EventKind.WRITE, cell, Tag.UNLOCK, Tag.RELEASE);
        expectValue(event, 0);
      }
      case TRY_LOCK -> {
        if (event.has(Tag.LOCK_FAIL)) {
          test(lock, cell, Tag.LOCK_FAIL, true, 0);
        } else {
          acquire(lock, cell);
        }
      }
      case IS_LOCKED -> {
        boolean held = event.has(Tag.IS_LOCKED);
        test(lock, cell, held ? Tag.IS_LOCKED : Tag.IS_UNLOCKED, held, held ? 1 : 0);
      }
    }
    return proceed();
  }

  void expectLock(LockOperation lock, Event event, EventKind kind, int cell, Tag... tags) {
    ImmutableSet<Integer> address = evaluator.origins(lock.address());
    expect(
        event,
        kind,
        cell,
        Sets.immutableEnumSet(ImmutableList.copyOf(tags)),
        address,
        ImmutableSet.of());
  }

  void acquire(LockOperation lock, int cell) {
    Event read = take();
    expectLock(lock, read, EventKind.READ, cell, Tag.LOCK_READ, Tag.ACQUIRE);
    demand(!isTaken(source(read)), read, "takes a lock that is held");
    expectValue(read, 0);
    Event write = write(read);
    expectLock(lock, write, EventKind.WRITE, cell, Tag.LOCK_WRITE);
    expectValue(write, 1);
    set(lock.register(), 1, ImmutableSet.of());
  }

  void test(LockOperation lock, int cell, Tag tag, boolean held, long result) {
    Event read = take();
    expectLock(lock, read, EventKind.READ, cell, tag);
    demand(isTaken(source(read)) == held, read, "sees the lock in another state");
    expectValue(read, source(read).value());
    set(lock.register(), result, ImmutableSet.of(read.index()));
  }

  // Fences

  @Override
  public Boolean fence(Instruction.Fence fence) {
    return mark(FenceTags.of(fence.barrier()), -1, ImmutableSet.of(), 0) && proceed();
  }

  /** A compiler barrier; {@link CpuReplay} asks for the mask. */
  @Override
  public Boolean irq(Instruction.IrqOperation irq) {
    if (!mark(Tag.COMPILER, -1, ImmutableSet.of(), 0)) {
      return false;
    }
    set(irq.register(), masked ? 0 : 1, ImmutableSet.of());
    masked =
        switch (irq.kind()) {
          case DISABLE, SAVE -> true;
          case ENABLE -> false;
          case RESTORE -> irq.flags() != null && evaluator.value(irq.flags()) == 0;
        };
    return proceed();
  }

  boolean mark(Tag tag, int cell, ImmutableSet<Integer> address, long value) {
    if (nextEvent() == null) {
      return false;
    }
    Event event = take();
    expect(event, EventKind.FENCE, cell, ImmutableSet.of(tag), address, ImmutableSet.of());
    expectValue(event, value);
    return true;
  }

  @Override
  public Boolean rcu(RcuOperation rcu) {
    Tag tag = FenceTags.of(rcu.kind());
    Expression domain = rcu.domain();
    if (domain == null) {
      return mark(tag, -1, ImmutableSet.of(), 0) && proceed();
    }
    int cell = cell(domain, 0, rcu.at());
    Event event = nextEvent();
    if (cell < 0 || event == null) {
      return false;
    }
    ImmutableSet<Integer> address = evaluator.origins(domain);
    Expression cookie = rcu.cookie();
    long given = cookie == null ? 0 : evaluator.value(cookie);
    boolean access = scene.machine() != Machine.LKMM_6_1 && tag != Tag.SYNC_SRCU;
    if (!access) {
      return mark(tag, cell, address, rcu.register() >= 0 ? event.value() : given)
          && returned(rcu, event, ImmutableSet.of());
    }
    take();
    boolean enters = tag == Tag.SRCU_LOCK;
    ImmutableSet<Integer> data = cookie == null ? ImmutableSet.of() : evaluator.origins(cookie);
    EventKind kind = enters ? EventKind.READ : EventKind.WRITE;
    expect(event, kind, cell, ImmutableSet.of(tag), address, data);
    expectValue(event, ValueType.S32.wrap(enters ? source(event).value() : given));
    return returned(rcu, event, ImmutableSet.of(event.index()));
  }

  boolean returned(RcuOperation rcu, Event event, ImmutableSet<Integer> from) {
    set(rcu.register(), event.value(), from);
    return proceed();
  }
}

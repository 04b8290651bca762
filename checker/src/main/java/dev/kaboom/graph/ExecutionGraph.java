package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Position;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An execution graph under construction: events in the order in which they were added, each
 * thread's program order, which write each read reads from, and the coherence order of each cell's
 * writes.
 *
 * <p>A stack: only the event added last can be taken back. Memory models read it; only the explorer
 * changes it.
 *
 * <p>Invariants: coherence order is total on the writes of a cell and starts with the initial
 * write; po-loc, rf, co and fr together are acyclic, and no write stands between the two halves of
 * an RMW: the explorer never adds what would break that.
 */
public final class ExecutionGraph {
  /** The source of a read whose write has not been added yet. */
  static final int PENDING = -1;

  private static final int NONE = -1;

  private int size;
  private EventKind[] kind = new EventKind[64];
  private int[] thread = new int[64];
  private int[] context = new int[64];
  private int[] segment = new int[64];
  private int[] block = new int[64];
  private int[] location = new int[64];
  private int[] tags = new int[64];
  private long[] value = new long[64];
  private int[] source = new int[64];
  private int[] partner = new int[64];
  private int[] coherenceIndex = new int[64];
  private EventSet[] address = new EventSet[64];
  private EventSet[] data = new EventSet[64];
  private EventSet[] control = new EventSet[64];
  private @Nullable Instruction[] instruction = new @Nullable Instruction[64];
  private final IntStack[] program;
  private final IntStack[] coherence;

  ExecutionGraph(int threads, int locations) {
    program = new IntStack[threads];
    Arrays.setAll(program, i -> new IntStack());
    coherence = new IntStack[locations];
    Arrays.setAll(coherence, i -> new IntStack());
  }

  /** The number of events. */
  public int size() {
    return size;
  }

  /** The number of threads: one for each CPU, with what its handlers do in its program order. */
  public int threads() {
    return program.length;
  }

  /** The number of cells that may be accessed. */
  public int locations() {
    return coherence.length;
  }

  /** What the event does to memory. */
  public EventKind kind(int event) {
    return kind[event];
  }

  /** Whether the event reads. */
  public boolean isRead(int event) {
    return kind[event] == EventKind.READ;
  }

  /** Whether the event writes. */
  public boolean isWrite(int event) {
    return kind[event] == EventKind.WRITE;
  }

  /** The event's thread, or -1 for an initial write. */
  public int thread(int event) {
    return thread[event];
  }

  /**
   * How many entries into and returns from handlers its thread had seen before the event: events of
   * one thread with equal numbers are of one context, with no handler between them.
   */
  public int segment(int event) {
    return segment[event];
  }

  /** The first event of the indivisible step that the event is part of, or -1. */
  public int block(int event) {
    return block[event];
  }

  /** The event's cell, or -1 for most fences. */
  public int location(int event) {
    return location[event];
  }

  /** The value read or written. */
  public long value(int event) {
    return value[event];
  }

  /** Whether the event carries the tag. */
  public boolean has(int event, Tag tag) {
    return (tags[event] & tag.bit()) != 0;
  }

  /** All tags of the event, as the union of their bits. */
  public int tags(int event) {
    return tags[event];
  }

  /** The write that a read reads from, or a negative number while that is not decided. */
  public int source(int read) {
    return source[read];
  }

  /** The other half of the event's RMW, or -1. */
  public int partner(int event) {
    return partner[event];
  }

  /** The reads on whose values the event's address depends, through registers. */
  public EventSet addressDependency(int event) {
    return address[event];
  }

  /** The reads on whose values the event's value depends, through registers. */
  public EventSet dataDependency(int event) {
    return data[event];
  }

  /** The reads that decided the branches in whose arms the event stands. */
  public EventSet controlDependency(int event) {
    return control[event];
  }

  /** The number of a thread's events. */
  public int length(int thread) {
    return program[thread].size();
  }

  /** A thread's event by its place in program order. */
  public int event(int thread, int index) {
    return program[thread].get(index);
  }

  /** The number of a cell's writes, the initial one included; 0 before the first access. */
  public int writes(int location) {
    return coherence[location].size();
  }

  /** A cell's write by its place in coherence order. */
  public int write(int location, int index) {
    return coherence[location].get(index);
  }

  /** The context that made the event, or -1. */
  int context(int event) {
    return context[event];
  }

  /** The instruction that made the event; null for an initial write. */
  @Nullable Instruction instruction(int event) {
    return instruction[event];
  }

  /** A write's place in the coherence order of its cell. */
  public int coherenceIndex(int write) {
    return coherenceIndex[write];
  }

  /** The write after which every later one of its cell was overwritten: the final value. */
  int lastWrite(int location) {
    return coherence[location].get(coherence[location].size() - 1);
  }

  /** Whether a successful RMW reads from the write. */
  boolean hasRmwSuccessor(int write) {
    int location = this.location[write];
    int index = coherenceIndex[write] + 1;
    return index < coherence[location].size() && tearsRmw(location, index);
  }

  /** Whether a write put before the one at {@code index} would stand inside an RMW. */
  boolean tearsRmw(int location, int index) {
    IntStack order = coherence[location];
    if (index >= order.size()) {
      return false;
    }
    int read = partner[order.get(index)];
    return read >= 0 && source[read] == order.get(index - 1);
  }

  /** Adds an event at the end of the thread's program order (if it has a thread). */
  int push(Label label, int ofThread, EventSet controlledBy) {
    ensureCapacity();
    int event = size++;
    kind[event] = label.kind();
    thread[event] = ofThread;
    context[event] = ofThread;
    segment[event] = 0;
    block[event] = NONE;
    location[event] = label.location();
    tags[event] = label.tags();
    value[event] = label.value();
    source[event] = PENDING;
    partner[event] = NONE;
    address[event] = label.address();
    data[event] = label.data();
    control[event] = controlledBy;
    instruction[event] = label.instruction();
    if (ofThread >= 0) {
      program[ofThread].push(event);
    }
    return event;
  }

  /** Adds an event that the context makes whose state this is. */
  int push(Label label, int ofThread, ThreadState maker) {
    int event = push(label, ofThread, maker.controlDependencies());
    context[event] = maker.context;
    segment[event] = maker.cpu.segment();
    if (maker.isIndivisible()) {
      block[event] = maker.block;
      tags[event] |= Tag.INDIVISIBLE.bit();
      if (maker.code.acts(maker.awaiting)) {
        tags[event] |= Tag.INDIVISIBLE_WRITE.bit();
      }
    }
    return event;
  }

  /** Takes back the event added last; it must have left coherence before. */
  void pop() {
    size--;
    if (thread[size] >= 0) {
      program[thread[size]].pop();
    }
  }

  void setSource(int read, int write) {
    source[read] = write;
  }

  void setPartner(int read, int write) {
    partner[read] = write;
    partner[write] = read;
  }

  void clearPartner(int read) {
    partner[read] = NONE;
  }

  /** Puts a write into its cell's coherence order, before the one that is at {@code index}. */
  void insertCoherence(int write, int index) {
    IntStack order = coherence[location[write]];
    order.insert(index, write);
    renumber(order, index);
  }

  void removeCoherence(int write) {
    IntStack order = coherence[location[write]];
    int index = coherenceIndex[write];
    order.remove(index);
    renumber(order, index);
  }

  private void renumber(IntStack order, int from) {
    for (int i = from; i < order.size(); i++) {
      coherenceIndex[order.get(i)] = i;
    }
  }

  private void ensureCapacity() {
    if (size < kind.length) {
      return;
    }
    int capacity = 2 * size;
    kind = Arrays.copyOf(kind, capacity);
    thread = Arrays.copyOf(thread, capacity);
    context = Arrays.copyOf(context, capacity);
    segment = Arrays.copyOf(segment, capacity);
    block = Arrays.copyOf(block, capacity);
    location = Arrays.copyOf(location, capacity);
    tags = Arrays.copyOf(tags, capacity);
    value = Arrays.copyOf(value, capacity);
    source = Arrays.copyOf(source, capacity);
    partner = Arrays.copyOf(partner, capacity);
    coherenceIndex = Arrays.copyOf(coherenceIndex, capacity);
    address = Arrays.copyOf(address, capacity);
    data = Arrays.copyOf(data, capacity);
    control = Arrays.copyOf(control, capacity);
    instruction = Arrays.copyOf(instruction, capacity);
  }

  /**
   * The graph as plain data.
   *
   * @param states the CPUs' topmost contexts
   */
  Execution snapshot(ThreadState[] states) {
    ImmutableList.Builder<Event> events = ImmutableList.builder();
    for (int event = 0; event < size; event++) {
      events.add(describe(event));
    }
    ImmutableList.Builder<Visit> visits = ImmutableList.builder();
    for (int cpu = 0; cpu < states.length; cpu++) {
      visits.addAll(VisitLog.visits(states[cpu].cpu.visits(), cpu));
    }
    return new Execution(events.build(), lists(program), lists(coherence), visits.build());
  }

  private Event describe(int event) {
    ImmutableSet.Builder<Tag> marks = ImmutableSet.builder();
    for (Tag tag : Tag.values()) {
      if (has(event, tag)) {
        marks.add(tag);
      }
    }
    Instruction made = instruction[event];
    return new Event(
        event,
        context[event],
        kind(event),
        location[event],
        value[event],
        marks.build(),
        isRead(event) ? source[event] : NONE,
        partner[event],
        made == null ? Position.NONE : made.at(),
        made,
        address[event].toSet(),
        data[event].toSet(),
        control[event].toSet());
  }

  /** The graph that {@code execution} is plain data of, for questions to a memory model. */
  public static ExecutionGraph of(Execution execution) {
    int threads = execution.programOrder().size();
    ExecutionGraph graph = new ExecutionGraph(threads, execution.coherence().size());
    for (Event event : execution.events()) {
      int bits = event.tags().stream().mapToInt(Tag::bit).reduce(0, (a, b) -> a | b);
      EventSet address = EventSet.of(event.address());
      EventSet data = EventSet.of(event.data());
      Label label =
          new Label(
              event.kind(),
              event.location(),
              event.value(),
              bits,
              address,
              data,
              event.instruction());
      int pushed = graph.push(label, -1, EventSet.of(event.control()));
      graph.source[pushed] = event.source();
      graph.partner[pushed] = event.partner();
    }
    for (int thread = 0; thread < threads; thread++) {
      for (int event : execution.programOrder().get(thread)) {
        graph.thread[event] = thread;
        graph.segment[event] = execution.segment(thread, graph.program[thread].size());
        graph.program[thread].push(event);
      }
    }
    for (ImmutableList<Integer> writes : execution.coherence()) {
      for (int index = 0; index < writes.size(); index++) {
        graph.insertCoherence(writes.get(index), index);
      }
    }
    return graph;
  }

  private static ImmutableList<ImmutableList<Integer>> lists(IntStack[] stacks) {
    ImmutableList.Builder<ImmutableList<Integer>> lists = ImmutableList.builder();
    for (IntStack stack : stacks) {
      lists.add(stack.toList());
    }
    return lists.build();
  }
}

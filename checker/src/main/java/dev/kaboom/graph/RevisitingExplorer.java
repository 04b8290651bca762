package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import dev.kaboom.graph.Frame.Status;
import dev.kaboom.graph.RevisitGraph.Access;
import dev.kaboom.graph.Step.Kind;
import dev.kaboom.program.Observable;
import dev.kaboom.property.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Visits every complete execution graph of a program without handlers under a model in which all
 * threads agree on one order, each exactly once, and without guesses.
 *
 * <p>This is TruSt (Kokologiannakis, Marmanis, Gladstein and Vafeiadis, "Truly stateless, optimal
 * dynamic partial order reduction", POPL 2022). {@link GraphExplorer}, which knows all models and
 * handlers, is the judge of it: both must count the same executions.
 *
 * <h2>Forward</h2>
 *
 * The first thread that can go on adds its next event. A read tries every write that is there, a
 * write every place in coherence order, as far as the model admits them. So far this misses the
 * executions in which a read takes its value from a write that is added later.
 *
 * <h2>Backward</h2>
 *
 * So a new write also <em>revisits</em> reads of its cell that are there and do not cause it: the
 * read takes the new write's value, and what was added after the read and does not cause the write
 * is taken out again. The same graph would come about in many ways, by whatever was taken out. It
 * is made only if what is taken out, and the read, were added <em>maximally</em>: if each read had
 * taken the newest write, and each write come last, of what was there then or causes the revisiting
 * write. There is exactly one such way, and it always exists, because what happens last, after
 * everything else, is consistent in these models.
 *
 * <h2>Consistency for nothing</h2>
 *
 * {@link RevisitGraph} keeps for each event the set of what comes before it in the model's order
 * (SC: po, rf, co, fr; TSO: the same without pairs of a write and a later read and without internal
 * rf). Then a read may take a write if none that overwrites it comes before the thread's next
 * event: coherence order is walked from its end down to the first write that does. Places for a
 * write are found in the same way. Nothing is ever added that would have to be given up. What a
 * revisit takes out comes before nothing that stays, since it was maximal: the sets of what stays
 * need no change.
 *
 * <h2>RMWs</h2>
 *
 * The write of an RMW follows its read at once, or when a revisit took it out or changed the read.
 * If another RMW has taken the same write, this is no execution, but the new write may revisit the
 * other one.
 *
 * <h2>Waits</h2>
 *
 * A thread in an await or a waiting loop is left alone until there is a write that it can go on
 * with. A read that finds the newest write failing may be added as one that waits, which ends its
 * thread until it is revisited: failing with another write than the newest it could never be
 * maximal, and never go on. At the end, a thread that waits for what the newest write does not give
 * waits for ever; that is left to the other explorer to tell, and so is everything else that is to
 * be shown.
 */
final class RevisitingExplorer {
  /** How an exploration ended. */
  enum End {
    /** All executions were visited, or a bound was met. */
    DONE,
    /** There is something to show. */
    SOMETHING_WRONG,
    /** An execution has more events than there is room for. */
    NO_ROOM
  }

  private final RevisitGraph graph;
  private final FrameRunner runner;
  private final Budget budget;
  private final Endings endings;
  private final ImmutableList<Observable.OfRegister> seen;
  private final long[] initial;
  private final Frame[] starts;
  private final Frame[] frames;
  private final Frame trial;
  private final List<Frame> spare = new ArrayList<>();
  private final List<Frame> aside = new ArrayList<>();
  private final IntStack asideSlots = new IntStack();
  private final Maximality maximality;
  private final List<RevisitGraph.Image> images = new ArrayList<>();
  private final IntStack choices = new IntStack();
  private final LongStack orders = new LongStack();
  private int depth;
  private long executions;
  private int eventsMost;
  private End end = End.DONE;
  private @Nullable TreeSampler sampler;

  RevisitingExplorer(
      Model model,
      FrameRunner runner,
      StrongOrder order,
      int capacity,
      long[] initial,
      Completion completion,
      Budget budget) {
    this.runner = runner;
    this.budget = budget;
    this.initial = initial;
    endings = new Endings(model, completion, initial.length);
    seen = endings.registers();
    graph = new RevisitGraph(order, capacity, runner.threads(), initial.length);
    maximality = new Maximality(graph);
    starts = new Frame[runner.threads()];
    Arrays.setAll(starts, thread -> runner.newFrame());
    frames = new Frame[capacity];
    Arrays.setAll(frames, slot -> runner.newFrame());
    trial = runner.newFrame();
  }

  End explore() {
    start();
    visit();
    if (end == End.DONE && !endings.handOver()) {
      end = End.SOMETHING_WRONG;
    }
    return end;
  }

  private void start() {
    int thread = 0;
    boolean well = true;
    while (well && thread < starts.length) {
      runner.start(thread, starts[thread]);
      well = !fails(starts[thread++]);
    }
  }

  /**
   * The size of the tree that {@link #explore} would visit, as random descents tell it.
   *
   * @param children to make about
   */
  TreeSampler sample(long children, Random random) {
    start();
    TreeSampler sampled = new TreeSampler(random, children);
    sampler = sampled;
    while (end == End.DONE && budget.exhausted() == null && sampled.begin()) {
      visit();
    }
    return sampled;
  }

  /** How an exploration has ended, or an estimate. */
  End end() {
    return end;
  }

  /** Events of the largest complete graph. */
  int eventsMost() {
    return eventsMost;
  }

  private boolean fails(Frame frame) {
    if (frame.status == Status.FAILED) {
      end = End.SOMETHING_WRONG;
    }
    return end != End.DONE;
  }

  private Frame frame(int thread) {
    int last = graph.last(thread);
    return last < 0 ? starts[thread] : frames[last];
  }

  private long value(int write, int cell) {
    return write == RevisitGraph.INIT ? initial[cell] : graph.value(write);
  }

  private void visit() {
    if (sampler != null && !sampler.enters()) {
      return;
    }
    if (end != End.DONE || !budget.allows(graph.events(), executions)) {
      if (sampler != null) {
        sampler.abort();
      }
      return;
    }
    do {
      extend();
    } while (sampler != null && sampler.choose());
  }

  private void extend() {
    int thread = nextThread();
    if (thread < 0) {
      complete();
      return;
    }
    int last = graph.last(thread);
    if (last >= 0 && graph.owes(last)) {
      addSecondHalf(last);
      return;
    }
    int event = graph.allocate();
    if (event < 0) {
      end = End.NO_ROOM;
      return;
    }
    Frame frame = frame(thread);
    Kind kind = runner.step(thread, frame).kind();
    if (kind.reads()) {
      addRead(thread, event, frame);
    } else if (kind.writes()) {
      addWrite(thread, event, frame);
    } else {
      addFence(thread, event, frame);
    }
    graph.free(event);
  }

  // Forward

  /** First what an RMW owes, then threads that can go on in any case, then those that wait. */
  private int nextThread() {
    int next = -1;
    for (int thread = starts.length - 1; thread >= 0; thread--) {
      int last = graph.last(thread);
      if (last >= 0 && graph.owes(last)) {
        return thread;
      }
      Frame frame = last < 0 ? starts[thread] : frames[last];
      if (frame.status == Status.RUNNING && !mayWait(thread, frame)) {
        next = thread;
      }
    }
    for (int thread = 0; thread < starts.length && next < 0; thread++) {
      Frame frame = frame(thread);
      if (frame.status == Status.RUNNING && canGoOn(thread, frame)) {
        next = thread;
      }
    }
    return next;
  }

  private boolean mayWait(int thread, Frame frame) {
    return frame.awaiting >= 0 && runner.step(thread, frame).kind().reads();
  }

  private boolean canGoOn(int thread, Frame frame) {
    lookForRead(thread, frame, graph.last(thread));
    int floor = graph.floor(frame.cell, thread);
    int write = graph.newest(frame.cell);
    while (true) {
      runner.read(thread, frame, trial, value(write, frame.cell));
      if (trial.status != Status.WAITS) {
        return true;
      }
      if (write == floor) {
        return false;
      }
      write = graph.earlier(write);
    }
  }

  /** Puts the cell's writes on the stack of choices, from the newest to the floor; how many. */
  private int choose(int cell, int floor) {
    return choose(cell, floor, floor);
  }

  /** The same to the first of two floors. */
  private int choose(int cell, int floor, int other) {
    int number = 1;
    int write = graph.newest(cell);
    while (write != floor && write != other) {
      choices.push(write);
      number++;
      write = graph.earlier(write);
    }
    choices.push(write);
    return number;
  }

  private void lookForRead(int thread, Frame frame, int at) {
    if (runner.step(thread, frame).kind() == Kind.RMW) {
      graph.lookForOther(at);
    } else {
      graph.lookForLoad(at);
    }
  }

  private Access access(int thread, Frame from, Frame to) {
    if (to.owes()) {
      return Access.RMW;
    }
    return runner.step(thread, from).kind() == Kind.RMW ? Access.LOCKED : Access.LOAD;
  }

  private void addRead(int thread, int event, Frame from) {
    lookForRead(thread, from, graph.last(thread));
    int newest = graph.newest(from.cell);
    for (int left = choose(from.cell, graph.floor(from.cell, thread)); left > 0; left--) {
      int write = choices.pop();
      Frame to = frames[event];
      runner.read(thread, from, to, value(write, from.cell));
      if (!fails(to) && (!to.stops() || write == newest)) {
        boolean overwritten = write != newest;
        if (overwritten) {
          graph.saveOrder(orders);
        }
        graph.addRead(event, thread, from.cell, write, access(thread, from, to));
        visit();
        graph.remove(event);
        if (overwritten) {
          graph.restoreOrder(orders);
        }
      }
    }
  }

  private void addSecondHalf(int event) {
    revisits(event);
    if (!graph.isConsumed(graph.source(event), graph.cell(event))) {
      graph.saveOrder(orders);
      graph.complete(event, frames[event].written);
      visit();
      graph.retract(event);
      graph.restoreOrder(orders);
    }
  }

  private void addWrite(int thread, int event, Frame from) {
    Frame to = frames[event];
    runner.write(thread, from, to);
    if (fails(to)) {
      return;
    }
    int cell = from.cell;
    graph.addWrite(event, thread, cell, to.written);
    revisits(event);
    graph.lookForOther(graph.previous(event));
    for (int left = choose(cell, graph.floor(cell, thread)); left > 0; left--) {
      int behind = choices.pop();
      if (!graph.isConsumed(behind, cell)) {
        graph.saveOrder(orders);
        put(event, behind);
        visit();
        graph.unlink(event);
        graph.restoreOrder(orders);
      }
    }
    graph.remove(event);
  }

  private void addFence(int thread, int event, Frame from) {
    Frame to = frames[event];
    runner.pass(thread, from, to);
    if (!fails(to)) {
      graph.addFence(event, thread);
      visit();
      graph.remove(event);
    }
  }

  // Backward

  /** Lets a new write revisit every read that it may. */
  private void revisits(int write) {
    int number = 0;
    for (int i = 0; i < graph.length(); i++) {
      int read = graph.entry(i);
      if (read >= 0
          && graph.reads(read)
          && graph.cell(read) == graph.cell(write)
          && !graph.causes(read, write)
          && maximality.allows(read, write)) {
        choices.push(read);
        number++;
      }
    }
    for (; number > 0; number--) {
      revisit(choices.pop(), write);
    }
  }

  private void revisit(int read, int write) {
    if (images.size() == depth) {
      images.add(new RevisitGraph.Image());
    }
    RevisitGraph.Image image = images.get(depth++);
    graph.save(image);
    int exchanged = putAside(read, write);
    graph.restrict(read, write);
    reread(read, write);
    for (; exchanged > 0; exchanged--) {
      int event = asideSlots.pop();
      spare.add(frames[event]);
      frames[event] = aside.remove(aside.size() - 1);
    }
    graph.restore(image);
    depth--;
  }

  /** Keeps the frames of what a revisit takes out; how many. */
  private int putAside(int read, int write) {
    int number = 0;
    int entry;
    int i = graph.length();
    do {
      entry = graph.entry(--i);
      if (entry >= 0 && !graph.causes(entry, write)) {
        asideSlots.push(entry);
        aside.add(frames[entry]);
        frames[entry] = spare.isEmpty() ? runner.newFrame() : spare.remove(spare.size() - 1);
        number++;
      }
    } while (entry != read);
    return number;
  }

  /** Lets the read take its value from the write, wherever that may stand in coherence order. */
  private void reread(int read, int write) {
    int thread = graph.thread(read);
    int at = graph.previous(read);
    Frame from = at < 0 ? starts[thread] : frames[at];
    runner.read(thread, from, frames[read], frames[write].written);
    if (fails(frames[read])) {
      return;
    }
    lookForRead(thread, from, at);
    int readFloor = graph.floor(from.cell, thread);
    graph.lookForOther(graph.previous(write));
    int writeFloor = graph.floor(from.cell, graph.thread(write));
    for (int left = choose(from.cell, readFloor, writeFloor); left > 0; left--) {
      int behind = choices.pop();
      boolean last = behind == graph.newest(from.cell);
      if ((last || !frames[read].stops()) && mayFollow(write, behind, from.cell)) {
        graph.saveOrder(orders);
        put(write, behind);
        graph.returnRead(read, write, access(thread, from, frames[read]));
        visit();
        graph.withdraw(read);
        take(write);
        graph.restoreOrder(orders);
      }
    }
  }

  /** Whether the write may stand there: that of an RMW only behind what it has read. */
  private boolean mayFollow(int write, int behind, int cell) {
    return (!graph.owes(write) || graph.source(write) == behind) && !graph.isConsumed(behind, cell);
  }

  private void put(int write, int behind) {
    if (graph.owes(write)) {
      graph.complete(write, frames[write].written);
    } else {
      graph.lookForOther(graph.previous(write));
      graph.place(write, behind);
    }
  }

  private void take(int write) {
    if (graph.reads(write)) {
      graph.retract(write);
    } else {
      graph.unlink(write);
    }
  }

  // The end

  private void complete() {
    eventsMost = Math.max(eventsMost, graph.events());
    boolean waits = false;
    for (int thread = 0; thread < starts.length; thread++) {
      int last = graph.last(thread);
      switch (frame(thread).status) {
        case FINISHED -> {}
        case RUNNING -> waits = true;
        case WAITS -> {
          if (graph.source(last) != graph.newest(graph.cell(last))) {
            return;
          }
          waits = true;
        }
        case GIVEN_UP, FAILED -> {
          return;
        }
      }
    }
    if (waits) {
      end = End.SOMETHING_WRONG;
    } else if (sampler == null) {
      count();
    }
  }

  private void count() {
    for (int cell = 0; cell < initial.length; cell++) {
      endings.setCell(cell, value(graph.newest(cell), cell));
    }
    for (int i = 0; i < seen.size(); i++) {
      Observable.OfRegister register = seen.get(i);
      endings.setRegister(i, frame(register.context()).registers[register.register()]);
    }
    executions++;
    if (!endings.count()) {
      end = End.SOMETHING_WRONG;
    }
  }
}

package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Memory;
import dev.kaboom.property.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Enumerates execution graphs without any cleverness: each thread runs with every value that a read
 * could ever return, then every reads-from that fits the values and every coherence order is tried,
 * and only the finished graph is judged, coherence and atomicity included.
 */
final class BruteForce {
  private final ThreadRunner runner;
  private final ValueDomains domains;
  private final Axioms axioms;
  private final ExecutionGraph graph;
  private final long[] initial;
  private final List<Integer> reads = new ArrayList<>();
  private final List<List<Integer>> writes = new ArrayList<>();
  private final Map<List<Long>, Long> finals = new LinkedHashMap<>();
  private final ThreadState[] threads;

  private BruteForce(Model model, Axioms axioms) {
    this.axioms = axioms;
    Memory memory = model.program().memory();
    initial = memory.locations().stream().mapToLong(location -> location.initial()).toArray();
    ImmutableList<ThreadCode> codes =
        model.program().contexts().stream()
            .map(context -> ThreadCode.of(context.code(), axioms.srcuStyle()))
            .collect(ImmutableList.toImmutableList());
    runner = new ThreadRunner(memory, 2, ThreadRunner.Checks.ORDER_NOTHING, Requests.NONE);
    int[] runs = new int[codes.size()];
    domains =
        new ValueDomains(
            ValueDomains.Freedom.MEMORY,
            codes,
            new ValueFixpoint(memory, codes, Requests.NONE, runs, initial, 2));
    threads = new ThreadState[codes.size()];
    for (int thread = 0; thread < threads.length; thread++) {
      threads[thread] = new ThreadState(codes.get(thread), thread, Cpu.start(runs));
      runner.advance(threads[thread]);
    }
    graph = new ExecutionGraph(threads.length, initial.length);
    for (int cell = 0; cell < initial.length; cell++) {
      int event =
          graph.push(
              new Label(
                  EventKind.WRITE,
                  cell,
                  initial[cell],
                  Tag.INIT.bit(),
                  EventSet.EMPTY,
                  EventSet.EMPTY,
                  null),
              -1,
              EventSet.EMPTY);
      graph.insertCoherence(event, 0);
      writes.add(new ArrayList<>());
    }
  }

  /** How many consistent executions end in which values of all registers and cells. */
  static Map<List<Long>, Long> executions(Model model, Axioms axioms) {
    BruteForce search = new BruteForce(model, axioms);
    search.run(0);
    return search.finals;
  }

  private void run(int thread) {
    if (thread == threads.length) {
      chooseSource(0);
      return;
    }
    ThreadState state = threads[thread];
    switch (state.status) {
      case FINISHED -> run(thread + 1);
      case RUNNING -> step(thread, state);
      case HALTED, FAILED, CUT, DISCARDED -> {}
    }
    threads[thread] = state;
  }

  private void step(int thread, ThreadState state) {
    Step step = state.step();
    if (step.kind().reads()) {
      ValueSet values = domains.values(state.location);
      for (int i = 0; i < values.size(); i++) {
        read(thread, state.copy(), step, values.value(i));
      }
    } else {
      ThreadState next = state.copy();
      boolean writing = step.kind().writes();
      int tags =
          step.kind() == Step.Kind.UNLOCK ? Tag.UNLOCK.bit() | Tag.RELEASE.bit() : step.tags();
      Label label =
          new Label(
              writing ? EventKind.WRITE : EventKind.FENCE,
              state.location,
              step.value().value(state.registers),
              tags,
              step.address().dependencies(state.taints),
              step.value().dependencies(state.taints),
              step.instruction());
      int event = graph.push(label, thread, state.controlDependencies());
      next.pc++;
      go(thread, next, writing ? event : -1);
      graph.pop();
    }
  }

  private void read(int thread, ThreadState state, Step step, long value) {
    boolean tries = step.kind() == Step.Kind.TRY_LOCK;
    int pretended = tries && value == 0 ? 0 : ExecutionGraph.PENDING;
    ReadOutcome outcome = ReadOutcome.of(step, state, graph, pretended, value);
    if (outcome == null) {
      return;
    }
    int read = graph.push(outcome.read(), thread, threads[thread].controlDependencies());
    reads.add(read);
    if (outcome.written() == null) {
      go(thread, state, -1);
    } else {
      int write = graph.push(outcome.written(), thread, threads[thread].controlDependencies());
      graph.setPartner(read, write);
      go(thread, state, write);
      graph.pop();
    }
    reads.remove(reads.size() - 1);
    graph.pop();
  }

  private void go(int thread, ThreadState next, int write) {
    if (write >= 0) {
      writes.get(graph.location(write)).add(write);
    }
    ThreadState before = threads[thread];
    runner.advance(next);
    threads[thread] = next;
    run(thread);
    threads[thread] = before;
    if (write >= 0) {
      List<Integer> ofCell = writes.get(graph.location(write));
      ofCell.remove(ofCell.size() - 1);
    }
  }

  private void chooseSource(int index) {
    if (index == reads.size()) {
      chooseCoherence(0, 0);
      return;
    }
    int read = reads.get(index);
    int cell = graph.location(read);
    List<Integer> candidates = new ArrayList<>(writes.get(cell));
    candidates.add(graph.write(cell, 0));
    for (int write : candidates) {
      if (graph.value(write) == graph.value(read)) {
        graph.setSource(read, write);
        chooseSource(index + 1);
        graph.setSource(read, ExecutionGraph.PENDING);
      }
    }
  }

  private void chooseCoherence(int cell, int placed) {
    if (cell == writes.size()) {
      judge();
      return;
    }
    if (placed == writes.get(cell).size()) {
      chooseCoherence(cell + 1, 0);
      return;
    }
    int write = writes.get(cell).get(placed);
    for (int at = 1; at <= placed + 1; at++) {
      graph.insertCoherence(write, at);
      chooseCoherence(cell, placed + 1);
      graph.removeCoherence(write);
    }
  }

  private void judge() {
    if (isCoherent() && ValueFlow.isFounded(graph) && axioms.judge(graph).consistent()) {
      List<Long> values = new ArrayList<>();
      for (ThreadState thread : threads) {
        for (long register : thread.registers) {
          values.add(register);
        }
      }
      for (int cell = 0; cell < initial.length; cell++) {
        values.add(graph.value(graph.lastWrite(cell)));
      }
      finals.merge(values, 1L, Long::sum);
    }
  }

  /** No access comes before one of the same thread and cell after which the thread has made it. */
  private static boolean isCoherentButForReads(GraphRelations events, Relation poLoc) {
    Relation co = events.coherence();
    Relation rf = events.readsFrom();
    Relation communication = co.union(rf).union(events.fromReads(co)).union(co.then(rf));
    Relation reads = poLoc.from(events.reads()).to(events.reads());
    return poLoc.minus(reads).then(communication).isIrreflexive();
  }

  private boolean isCoherent() {
    GraphRelations events = new GraphRelations(graph);
    Relation co = events.coherence();
    Relation rf = events.readsFrom();
    Relation fr = events.fromReads(co);
    Relation poLoc = events.sameLocation(events.programOrder());
    Relation torn = events.external(fr).then(events.external(co));
    boolean coherent =
        axioms.readsInOrder()
            ? poLoc.union(rf).union(co).union(fr).isAcyclic()
            : isCoherentButForReads(events, poLoc);
    return coherent && events.rmw().intersect(torn).isEmpty();
  }
}

package dev.kaboom.interleave.replay;

import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Where a context is. */
final class ContextState {
  /** What a context is doing. */
  enum Status {
    NOT_RUNNING,
    RUNNING,
    FINISHED
  }

  static final int NOBODY = -1;

  final Context context;
  final List<Operand> registers;
  final List<WindowEntry> window = new ArrayList<>();

  /** Where the arms of guessed branches that it is in come together, by the branches' numbers. */
  final SortedMap<Integer, Integer> joins = new TreeMap<>();

  /** The registers when it last finished; zeros if it never did. */
  final List<Long> results;

  /** While {@link #synchronizing}: contexts in whose read-side sections it waits. */
  final TreeSet<Integer> awaitedReaders = new TreeSet<>();

  Status status = Status.NOT_RUNNING;
  int next;
  int budget;
  int rcuDepth;
  boolean synchronizing;

  /** Its last request has not finished. */
  boolean requestPending;

  /** For a running handler: the interrupt mask before its entry. */
  boolean maskedBefore;

  /** For a running IPI or SENT_NMI: the context that asked for it. */
  int requester = NOBODY;

  int nextEntry;

  ContextState(Context context) {
    this.context = context;
    int count = context.code().registers().size();
    this.registers = new ArrayList<>(Collections.nCopies(count, Operand.ZERO));
    this.results = new ArrayList<>(Collections.nCopies(count, 0L));
    this.budget = context.budget();
  }

  ContextState copy() {
    ContextState copy = new ContextState(context);
    Collections.copy(copy.registers, registers);
    Collections.copy(copy.results, results);
    window.forEach(entry -> copy.window.add(entry.copy()));
    copy.joins.putAll(joins);
    copy.awaitedReaders.addAll(awaitedReaders);
    copy.status = status;
    copy.next = next;
    copy.budget = budget;
    copy.rcuDepth = rcuDepth;
    copy.synchronizing = synchronizing;
    copy.requestPending = requestPending;
    copy.maskedBefore = maskedBefore;
    copy.requester = requester;
    copy.nextEntry = nextEntry;
    return copy;
  }

  boolean atEnd() {
    return next == context.code().size();
  }

  /** Starts at the beginning with fresh registers. */
  void start() {
    Collections.fill(registers, Operand.ZERO);
    status = Status.RUNNING;
    next = 0;
    nextEntry = 0;
    joins.clear();
  }

  /** Keeps the registers as results and clears them. */
  void finish() {
    for (int i = 0; i < registers.size(); i++) {
      results.set(i, registers.get(i).value());
    }
    Collections.fill(registers, Operand.ZERO);
    boolean process = context.kind() == ContextKind.PROCESS;
    status = process ? Status.FINISHED : Status.NOT_RUNNING;
    next = process ? context.code().size() : 0;
  }

  void set(int register, long value) {
    if (register >= 0) {
      registers.set(register, Operand.of(value));
    }
  }

  /** An entry of the window has produced its value. */
  void receive(int producer, long value) {
    registers.replaceAll(o -> o.producer() == producer ? Operand.of(value) : o);
    window.forEach(entry -> entry.receive(producer, value));
  }
}

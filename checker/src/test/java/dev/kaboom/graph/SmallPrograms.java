package dev.kaboom.graph;

import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.RmwOrder;
import dev.kaboom.property.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All programs of a few threads that can be put together from an alphabet of statements. */
final class SmallPrograms {
  /** Statements; each uses register r plus its place in the thread. */
  enum Statement {
    READ_X,
    READ_Y,
    READ_ACQUIRE_X,
    READ_PLAIN_X,
    WRITE_X,
    WRITE_Y,
    WRITE_X_DATA,
    WRITE_Y_DATA,
    WRITE_RELEASE_X,
    WRITE_PLAIN_X,
    IF_WRITE_X,
    IF_WRITE_Y,
    FENCE,
    EXCHANGE_X,
    EXCHANGE_X_RELAXED,
    COMPARE_EXCHANGE_X,
    COMPARE_EXCHANGE_Y_ACQUIRE,
    INCREMENT_Y,
    LOCKED_WRITE_X,
    LOCKED_READ_X
  }

  private SmallPrograms() {}

  /** Passes each program of the threads' lengths, up to the order of equally long threads. */
  static void forEach(List<Statement> alphabet, int[] lengths, Consumer<Model> consumer) {
    extend(alphabet, lengths, new ArrayList<>(), consumer);
  }

  private static void extend(
      List<Statement> alphabet,
      int[] lengths,
      List<List<Statement>> threads,
      Consumer<Model> consumer) {
    if (threads.size() == lengths.length) {
      consumer.accept(build(threads));
      return;
    }
    int length = lengths[threads.size()];
    int count = 1;
    for (int i = 0; i < length; i++) {
      count *= alphabet.size();
    }
    for (int code = 0; code < count; code++) {
      List<Statement> thread = new ArrayList<>();
      for (int rest = code, i = 0; i < length; i++, rest /= alphabet.size()) {
        thread.add(alphabet.get(rest % alphabet.size()));
      }
      threads.add(thread);
      extend(alphabet, lengths, threads, consumer);
      threads.remove(threads.size() - 1);
    }
  }

  static Model build(List<List<Statement>> threads) {
    ProgramBuilder program = new ProgramBuilder();
    program.cell("x", 0).cell("y", 0).cell("l", 0);
    for (int index = 0; index < threads.size(); index++) {
      ProgramBuilder.ThreadBuilder thread = program.thread();
      for (int place = 0; place < threads.get(index).size(); place++) {
        add(thread, threads.get(index).get(place), place, index + 1);
      }
    }
    return program.model();
  }

  private static void add(
      ProgramBuilder.ThreadBuilder thread, Statement statement, int place, int value) {
    String r = "r" + place;
    String before = "r" + (place - 1);
    switch (statement) {
      case READ_X -> thread.read(r, "x");
      case READ_Y -> thread.read(r, "y");
      case READ_ACQUIRE_X -> thread.read(r, "x", AccessKind.ACQUIRE);
      case READ_PLAIN_X -> thread.read(r, "x", AccessKind.PLAIN);
      case WRITE_X -> thread.write("x", value);
      case WRITE_Y -> thread.write("y", value);
      case WRITE_X_DATA -> thread.write("x", thread.value(before), AccessKind.ONCE);
      case WRITE_Y_DATA ->
          thread.write("y", ProgramBuilder.plus(thread.value(before), 1), AccessKind.ONCE);
      case WRITE_RELEASE_X -> thread.write("x", value, AccessKind.RELEASE);
      case WRITE_PLAIN_X -> thread.write("x", value, AccessKind.PLAIN);
      case IF_WRITE_X -> thread.ifNonZero(before, 1).write("x", value);
      case IF_WRITE_Y -> thread.ifNonZero(before, 1).write("y", value, AccessKind.PLAIN);
      case FENCE -> thread.fence(Barrier.MB);
      case EXCHANGE_X -> thread.exchange(r, "x", value, RmwOrder.FULL);
      case EXCHANGE_X_RELAXED -> thread.exchange(r, "x", value, RmwOrder.RELAXED);
      case COMPARE_EXCHANGE_X -> thread.compareExchange(r, "x", 0, value, RmwOrder.FULL);
      case COMPARE_EXCHANGE_Y_ACQUIRE -> thread.compareExchange(r, "y", 1, value, RmwOrder.ACQUIRE);
      case INCREMENT_Y -> thread.increment(r, "y", RmwOrder.RELEASE);
      case LOCKED_WRITE_X -> thread.lock("l").write("x", value).unlock("l");
      case LOCKED_READ_X -> thread.lock("l").read(r, "x").unlock("l");
    }
  }
}

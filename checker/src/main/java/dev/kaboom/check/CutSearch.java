package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.HandlerCuts.Cut;
import dev.kaboom.check.HandlerCuts.Outcome;
import dev.kaboom.interleave.replay.Stepper;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Context;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Moves one handler of a trace through the trace.
 *
 * <p>The trace without the handler is the thread: what came before it, what other CPUs did after
 * it, and then what the interrupted CPU does when it is left alone. At each cut of the thread the
 * handler comes, runs to its end as it does in the trace as long as that fits, oldest access first
 * from there on, and then the rest of the thread follows. Each of these is a real execution: the
 * independent stepper takes every step, and under {@code cppo} {@link OpenGuesses} confirms that
 * the order which the compiler gave it comes true. It is one execution of many with that cut, so
 * that a cut without a violation proves nothing. The handler's own cut is the trace itself.
 */
final class CutSearch {
  private static final int CUTS_MAX = 200;
  private static final int STEPS_MAX = 500;
  private static final int TRIES_MAX = 50_000;

  private final Model model;
  private final Compiler compiler;
  private final CheckOptions options;
  private final Supplier<Stepper> start;
  private final Verdict.Violated violated;
  private final Context handler;
  private final ImmutableList<Step> trace;
  private final Deque<String> thread = new ArrayDeque<>();
  private final List<Step> handled = new ArrayList<>();
  private final List<Cut> cuts = new ArrayList<>();
  private final CutRun.Tries tries = new CutRun.Tries(TRIES_MAX);
  private final int own;

  CutSearch(
      Model model,
      Compiler compiler,
      CheckOptions options,
      Supplier<Stepper> start,
      Verdict.Violated violated,
      Context handler) {
    this.model = model;
    this.compiler = compiler;
    this.options = options;
    this.start = start;
    this.violated = violated;
    this.handler = handler;
    this.trace = violated.trace().steps();
    this.own = entry();
    split();
  }

  /** The last time that the trace has the handler, or -1. */
  private int entry() {
    for (int i = trace.size() - 1; i >= 0; i--) {
      if (trace.get(i).kind() == Step.Kind.ENTER && trace.get(i).context() == handler.index()) {
        return i;
      }
    }
    return -1;
  }

  /** The steps of the handler, and of what interrupts it, on one side, all others on the other. */
  private void split() {
    boolean inside = false;
    for (int i = 0; i < trace.size(); i++) {
      Step step = trace.get(i);
      boolean flush = step.kind() == Step.Kind.FLUSH;
      if (i == own) {
        inside = true;
      } else if (inside && step.cpu() == handler.cpu() && !flush) {
        inside = step.depth() >= trace.get(own).depth();
      }
      if (inside && step.cpu() == handler.cpu() && !flush) {
        handled.add(step);
      } else {
        thread.add(step.label());
      }
    }
  }

  HandlerCuts search() {
    CutRun run = new CutRun(model, start.get(), handler, tries);
    Optional<Step> after = Optional.empty();
    boolean beyond = false;
    boolean more = true;
    while (more && cuts.size() < CUTS_MAX && !tries.used()) {
      cuts.add(cut(run, after, beyond));
      beyond |= cuts.size() - 1 == own;
      more = advance(run);
      after = run.last();
    }
    return new HandlerCuts(handler, own, ImmutableList.copyOf(cuts), !more);
  }

  /** Takes the next step of the thread; false at its end. */
  private boolean advance(CutRun run) {
    boolean taken = !thread.isEmpty() && run.take(thread.removeFirst());
    if (!taken) {
      thread.clear();
      taken = own >= 0 && run.goOn(handler.cpu());
    }
    return taken && run.violation().isEmpty();
  }

  private Cut cut(CutRun before, Optional<Step> after, boolean beyond) {
    if (cuts.size() == own) {
      return new Cut(
          after,
          false,
          before.snapshot(),
          Outcome.VIOLATED,
          ImmutableList.copyOf(handled),
          CutRun.text(violated.violation()));
    }
    CutRun run = before.copy();
    String refusal = run.enter();
    if (refusal.isEmpty()) {
      runHandler(run);
      runRest(run);
    }
    Outcome outcome = run.outcome();
    String says = run.says();
    if (!refusal.isEmpty() || (outcome != Outcome.REFUSED && !comesTrue(run))) {
      outcome = Outcome.REFUSED;
      says = refusal.isEmpty() ? "the compiler's order so far does not come true" : refusal;
    }
    return new Cut(after, beyond, before.snapshot(), outcome, run.handlerSteps(), says);
  }

  private void runHandler(CutRun run) {
    Deque<String> script = new ArrayDeque<>();
    handled.stream().skip(1).forEach(step -> script.add(step.label()));
    boolean moved = true;
    while (moved && run.isHandling() && run.steps().size() < STEPS_MAX) {
      moved = !script.isEmpty() && run.take(script.removeFirst());
      if (!moved) {
        script.clear();
        moved = run.goOn(handler.cpu());
      }
    }
  }

  private void runRest(CutRun run) {
    Deque<String> rest = new ArrayDeque<>(thread);
    int most = run.steps().size() + STEPS_MAX;
    boolean moved = !run.isDead();
    while (moved && run.goesOn() && run.steps().size() < most) {
      moved = !rest.isEmpty() && run.take(rest.removeFirst());
      if (!moved) {
        rest.clear();
        moved = run.goOn();
      }
    }
  }

  private boolean comesTrue(CutRun run) {
    if (compiler == Compiler.SOURCE) {
      return true;
    }
    ImmutableList<Step> steps = run.steps();
    int survivors = run.brokeOff() ? steps.size() - 1 : steps.size();
    return new OpenGuesses(start, options.windowMax()).canComeTrue(steps, survivors);
  }
}

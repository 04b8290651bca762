package dev.kaboom.interleave;

import dev.kaboom.interleave.BoundHit.Bound;

/** Takes single transitions, named by their labels, from a state into a scratch row. */
final class StepEngine {
  final Scratch scratch;
  final Handlers handlers;
  final Requests requests;
  final MemoryPort port;
  final Window window;
  final WindowOrder order;
  final Speculation speculation;
  final Evaluator evaluator;
  final CellResolver cells;
  private final CompiledProgram code;
  private final StateLayout layout;
  private final int[] row;
  private final Labels labels;
  private final Bounds bounds;
  private final Interpreter interpreter;
  private final WindowSettler settler;
  private final WindowIssuer issuer;

  StepEngine(Core core) {
    code = core.code;
    layout = code.layout;
    labels = core.labels;
    bounds = core.bounds;
    scratch = new Scratch(layout.slots);
    LoopWatch loops = new LoopWatch();
    row = scratch.row;
    evaluator = new Evaluator(code.expressions, core.values);
    cells = new CellResolver(code, evaluator, core.sets);
    port = new MemoryPort(code, scratch, bounds);
    requests = new Requests(code, scratch, evaluator);
    handlers = new Handlers(code, scratch, port, requests, core.observed, core.options);
    interpreter =
        new Interpreter(code, scratch, evaluator, cells, port, handlers, requests, loops, bounds);
    Arms arms = new Arms(code);
    window = new Window(code, scratch, arms);
    order = new WindowOrder(code, window);
    speculation = new Speculation(code, window, arms);
    settler = new WindowSettler(code, window, scratch, evaluator, cells, port, interpreter, bounds);
    issuer =
        new WindowIssuer(
            code,
            window,
            settler,
            speculation,
            scratch,
            evaluator,
            interpreter,
            handlers,
            loops,
            bounds);
  }

  /** The transition with this label from {@code state}; its target is left in the scratch row. */
  int take(int[] state, int label) {
    scratch.load(state);
    try {
      return take(label);
    } catch (ValueTable.Full e) {
      int context = handlers.top(state, labels.cpu(label));
      return bounds.hit(Bound.VALUES, context < 0 ? 1 : Math.max(1, state[layout.pc[context]]));
    }
  }

  private int take(int label) {
    int cpu = labels.cpu(label);
    return switch (Labels.kind(label)) {
      case Labels.FLUSH -> {
        port.flush(cpu);
        yield Outcome.GONE;
      }
      case Labels.ENTER -> {
        int handler = Labels.payload(label);
        yield advance(handler, handlers.enter(handler));
      }
      default -> own(label, cpu);
    };
  }

  private int own(int label, int cpu) {
    int context = handlers.top(row, cpu);
    int pc = row[layout.pc[context]];
    return switch (Labels.kind(label)) {
      case Labels.PERFORM -> perform(context, cpu, Labels.entry(label));
      case Labels.GUESS_TRUE -> issuer.guess(context, pc, true);
      case Labels.GUESS_FALSE -> issuer.guess(context, pc, false);
      case Labels.CHOOSE -> {
        row[code.target[pc]] = evaluator.values.encode(labels.chosen(label));
        yield advance(context, pc + 1);
      }
      default -> step(context, cpu, pc);
    };
  }

  private int step(int context, int cpu, int pc) {
    if (windowed(context) && window.count(row, context) > 0) {
      return perform(context, cpu, 0);
    }
    int next = interpreter.execute(context, cpu, pc);
    return next > 0 ? advance(context, next) : next;
  }

  /** Another step of the context, from the scratch row on: no window, no choice, values only. */
  int goOn(int context, int cpu) {
    scratch.log.clear();
    try {
      return step(context, cpu, row[layout.pc[context]]);
    } catch (ValueTable.Full e) {
      return Outcome.BOUNDED;
    }
  }

  private int perform(int context, int cpu, int index) {
    int outcome = settler.perform(context, cpu, index);
    return outcome < 0 ? outcome : issuer.issue(context, row[layout.pc[context]]);
  }

  /** Whether the machine has windows. */
  boolean windowed(int context) {
    return layout.window[context] >= 0;
  }

  /** What comes after a step of its own: silent instructions, or issue. */
  int advance(int context, int pc) {
    return windowed(context) ? issuer.issue(context, pc) : interpreter.run(context, pc);
  }
}

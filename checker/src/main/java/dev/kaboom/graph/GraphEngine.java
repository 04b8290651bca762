package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import dev.kaboom.graph.ThreadRunner.Checks;
import dev.kaboom.graph.ValueDomains.Freedom;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Context;
import dev.kaboom.program.Location;
import dev.kaboom.program.Observable;
import dev.kaboom.program.Program;
import dev.kaboom.property.Model;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Explores all execution graphs of a model: the engine's front door. */
public final class GraphEngine {
  private GraphEngine() {}

  /**
   * All consistent execution graphs of the model.
   *
   * <p>Never throws on what a model contains: what graphs cannot express, and bounds that were met,
   * are named in {@link GraphResult#incomplete()}.
   */
  public static GraphResult explore(
      Model model, Axioms axioms, Compiler compiler, GraphOptions options) {
    Program program = model.program();
    RequestCells cells = RequestCells.of(program);
    long[] initial = new long[program.memory().locations().size() + cells.count()];
    for (Location location : program.memory().locations()) {
      initial[location.index()] = location.initial();
    }
    Budget budget = new Budget(options);
    String obstacle = unsupported(program, axioms, compiler);
    if (obstacle == null
        && new Sequential(program.memory(), initial).run(Sequential.compile(program.init()))
            == null) {
      obstacle = "INIT fails";
    }
    Requests requests = new Requests(cells, program.contexts());
    Checks checks = axioms.seesChecks() ? Checks.HOLD_WRITES_BACK : Checks.ORDER_NOTHING;
    ThreadRunner runner = new ThreadRunner(program.memory(), options.unroll(), checks, requests);
    OpenGuesses guesses = new OpenGuesses(runner, initial);
    Completion completion = new Completion(model, axioms, initial, guesses, budget);
    if (obstacle != null) {
      budget.exhaust(obstacle);
      return completion.result(ImmutableList.of());
    }
    ImmutableList<ThreadCode> codes =
        program.contexts().stream()
            .map(context -> ThreadCode.of(context, observed(model, context), axioms, cells))
            .collect(ImmutableList.toImmutableList());
    int[] runs = program.contexts().stream().mapToInt(Context::budget).toArray();
    ValueDomains domains =
        new ValueDomains(
            axioms.seesChecks() ? Freedom.COMPILER : Freedom.MEMORY,
            program.memory(),
            codes,
            requests,
            runs,
            initial,
            options.unroll());
    Interrupts interrupts = new Interrupts(program, codes, requests);
    try {
      new GraphExplorer(
              program, interrupts, runner, domains, axioms, compiler, initial, completion, budget)
          .explore();
    } catch (StackOverflowError e) {
      // The search is as deep as an execution is long; nothing of it is used after this.
      budget.exhaust("an execution too long for this thread's stack");
    }
    return completion.result(runner.cuts());
  }

  /** The registers of the context that final states show. */
  private static BitSet observed(Model model, Context context) {
    BitSet observed = new BitSet();
    for (Observable seen : model.observables()) {
      if (seen instanceof Observable.OfRegister register && register.context() == context.index()) {
        observed.set(register.register());
      }
    }
    return observed;
  }

  /** What in the program execution graphs cannot express here, as a phrase; empty if nothing. */
  public static Optional<String> obstacle(Program program, Axioms axioms, Compiler compiler) {
    return Optional.ofNullable(unsupported(program, axioms, compiler));
  }

  private static @Nullable String unsupported(Program program, Axioms axioms, Compiler compiler) {
    if (!axioms.knows(compiler)) {
      return "execution graphs of this machine are not supported under " + compiler.label();
    }
    for (Context context : program.contexts()) {
      String refused = Refusals.firstIn(program, context, axioms);
      if (refused != null) {
        return refused;
      }
    }
    return null;
  }
}

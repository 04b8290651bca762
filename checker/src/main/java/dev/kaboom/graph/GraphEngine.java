package dev.kaboom.graph;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Code;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Observable;
import dev.kaboom.program.Program;
import dev.kaboom.property.Model;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;
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
    long[] initial =
        program.memory().locations().stream().mapToLong(location -> location.initial()).toArray();
    Budget budget = new Budget(options);
    String obstacle = unsupported(program, axioms, compiler);
    if (obstacle == null
        && new Sequential(program.memory(), initial).run(Sequential.compile(program.init()))
            == null) {
      obstacle = "INIT fails";
    }
    Completion completion = new Completion(model, axioms, initial, budget);
    if (obstacle != null) {
      budget.exhaust(obstacle);
      return completion.result(false);
    }
    ImmutableList<ThreadCode> codes =
        IntStream.range(0, program.contexts().size())
            .mapToObj(i -> compile(model, i, axioms))
            .collect(ImmutableList.toImmutableList());
    ThreadRunner runner = new ThreadRunner(program.memory(), codes, options.unroll());
    ValueDomains domains = new ValueDomains(program.memory(), codes, initial, options.unroll());
    try {
      new GraphExplorer(runner, domains, axioms, initial, completion, budget).explore();
    } catch (StackOverflowError e) {
      // The search is as deep as an execution is long; nothing of it is used after this.
      budget.exhaust("an execution too long for this thread's stack");
    }
    return completion.result(runner.cutAnything());
  }

  private static ThreadCode compile(Model model, int context, Axioms axioms) {
    BitSet observed = new BitSet();
    for (Observable seen : model.observables()) {
      if (seen instanceof Observable.OfRegister register && register.context() == context) {
        observed.set(register.register());
      }
    }
    Code code = model.program().contexts().get(context).code();
    return ThreadCode.of(code, axioms.srcuStyle(), observed);
  }

  /** What in the program execution graphs cannot express here, as a phrase; empty if nothing. */
  public static Optional<String> obstacle(Program program, Axioms axioms, Compiler compiler) {
    return Optional.ofNullable(unsupported(program, axioms, compiler));
  }

  private static @Nullable String unsupported(Program program, Axioms axioms, Compiler compiler) {
    // The LKMM leaves plain accesses to the compiler anyway; sc and tso take them in source order.
    if (compiler == Compiler.CPPO && !axioms.allowsLoadBuffering()) {
      return "execution graphs of this machine are not supported under cppo";
    }
    for (Context context : program.contexts()) {
      if (context.kind() != ContextKind.PROCESS) {
        return context.title() + ": handlers are not supported in execution graphs";
      }
      String refused = Refusals.firstIn(context.code(), axioms);
      if (refused != null) {
        return refused;
      }
    }
    return null;
  }
}

package dev.kaboom.check;

import dev.kaboom.graph.Execution;
import dev.kaboom.graph.GraphResult;
import dev.kaboom.graph.GraphViolation;
import dev.kaboom.graph.Judgement;
import dev.kaboom.graph.replay.Claim;
import dev.kaboom.program.Position;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property.FinalCondition;
import dev.kaboom.property.Quantifier;
import dev.kaboom.verdict.Violation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An execution that a search of graphs found worth showing.
 *
 * @param violation what it violates; null for an example
 * @param witness the execution; null if none was kept
 * @param claim what it shows
 * @param title of an example
 */
record GraphFinding(
    @Nullable Violation violation, @Nullable Execution witness, Claim claim, String title) {
  private static GraphFinding of(Violation violation, @Nullable Execution witness) {
    return new GraphFinding(violation, witness, new Claim.Shows(violation), "");
  }

  /** The violation that the check reports. */
  static Optional<GraphFinding> violation(Model model, GraphResult found) {
    if (!found.violations().isEmpty()) {
      GraphViolation first = found.violations().get(0);
      return Optional.of(of(first.violation(), first.execution()));
    }
    if (found.blocked() > 0) {
      Violation deadlock = new Violation(Violation.Kind.DEADLOCK, "deadlock", Position.NONE);
      return Optional.of(of(deadlock, found.blockedWitness()));
    }
    if (model.dialect() == Model.Dialect.KERNEL_C && !found.flags().isEmpty()) {
      String flag = found.flags().first();
      Violation raised = new Violation(Violation.Kind.FLAG, flag, Position.NONE);
      return Optional.of(of(raised, found.flagged().get(flag)));
    }
    return FinalWatch.condition(model)
        .filter(condition -> refuted(condition, found))
        .map(condition -> refutation(condition, found));
  }

  static boolean refuted(FinalCondition condition, GraphResult found) {
    return (found.positive() > 0 && condition.quantifier().refutedBy(true))
        || (found.negative() > 0 && condition.quantifier().refutedBy(false));
  }

  private static GraphFinding refutation(FinalCondition condition, GraphResult found) {
    boolean byTrue = condition.quantifier().refutedBy(true);
    Violation violation = PropertyResults.condition(condition);
    return new GraphFinding(
        violation,
        byTrue ? found.positiveWitness() : found.negativeWitness(),
        new Claim.Proposition(byTrue),
        "");
  }

  /** An execution that satisfies an {@code exists} which not every execution does. */
  static Optional<GraphFinding> example(Model model, GraphResult found) {
    return FinalWatch.condition(model)
        .filter(condition -> condition.quantifier() == Quantifier.EXISTS)
        .filter(condition -> found.positive() > 0 && found.negative() > 0)
        .map(
            condition ->
                new GraphFinding(
                    null,
                    found.positiveWitness(),
                    new Claim.Proposition(true),
                    PropertyResults.condition(condition).name()));
  }

  /** Whether the finding is gone from its execution, now that the model judges it so. */
  boolean gone(Judgement judgement) {
    Violation wrong = violation;
    boolean lowered =
        wrong != null
            && wrong.kind() == Violation.Kind.FLAG
            && !judgement.flags().contains(wrong.name());
    return lowered || !judgement.consistent();
  }

  /** Whether another search still has it. */
  boolean left(GraphResult other) {
    Violation wrong = violation;
    if (wrong == null || wrong.kind() == Violation.Kind.CONDITION) {
      boolean byTrue = claim instanceof Claim.Proposition proposition && proposition.holds();
      return byTrue ? other.positive() > 0 : other.negative() > 0;
    }
    return switch (wrong.kind()) {
      case DEADLOCK -> other.blocked() > 0;
      case FLAG -> other.flags().contains(wrong.name());
      case CONDITION, ALWAYS, FINALLY, EXISTS, ASSERT, BUG, WARN, FAULT, BAD_ACCESS, LIVELOCK ->
          other.violations().stream().anyMatch(found -> found.violation().equals(wrong));
    };
  }
}

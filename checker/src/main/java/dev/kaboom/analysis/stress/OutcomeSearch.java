package dev.kaboom.analysis.stress;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.analysis.stress.Outcomes.Expect;
import dev.kaboom.analysis.stress.Outcomes.Outcome;
import dev.kaboom.analysis.stress.Outcomes.Standing;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checker;
import dev.kaboom.check.ProgressListener;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Instruction;
import dev.kaboom.property.Formula;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import dev.kaboom.property.Quantifier;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the checker what may come out of a harness. Since a search ends at the first violation, each
 * property is asked about alone, and a litmus condition is made a question that nothing refutes.
 */
final class OutcomeSearch {
  private final Checker checker;
  private final CheckOptions options;

  OutcomeSearch(Checker checker, CheckOptions options) {
    this.checker = checker;
    this.options = options;
  }

  /** The outcomes, or why the checker does not know them. */
  record Answer(Optional<Outcomes> outcomes, String reason) {}

  /** The outcomes under the machine of the first form that gives an answer. */
  Answer of(Model model, ImmutableList<Form> forms) {
    String reason = "";
    for (Form form : forms) {
      CheckResult any = check(without(model), form);
      if (any.verdict() instanceof Verdict.Inconclusive open) {
        reason = form.machine().label() + ": " + open.reason();
        continue;
      }
      Answer answer =
          model.dialect() == Model.Dialect.LITMUS
              ? litmus(model, form, any)
              : kernel(model, form, any);
      if (answer.outcomes().isPresent()) {
        return answer;
      }
      reason = answer.reason();
    }
    return new Answer(Optional.empty(), reason);
  }

  private CheckResult check(Model model, Form form) {
    return checker.check(model, form.machine(), Compiler.SOURCE, options, ProgressListener.none());
  }

  private static Model without(Model model) {
    return model.withProperties(ImmutableList.of());
  }

  private Answer litmus(Model asked, Form form, CheckResult any) {
    Model model = alone(asked, any);
    Optional<Property.FinalCondition> condition =
        model.properties().stream()
            .filter(Property.FinalCondition.class::isInstance)
            .map(Property.FinalCondition.class::cast)
            .findFirst();
    Formula formula =
        condition.map(Property.FinalCondition::formula).orElse(new Formula.Literal(false));
    boolean claim = condition.map(c -> c.quantifier() == Quantifier.FORALL).orElse(false);
    Formula wrong = claim ? new Formula.Not(formula) : formula;
    CheckResult all = ask(model, condition, new Formula.Literal(true), form);
    CheckResult some = ask(model, condition, wrong, form);
    if (all.verdict() instanceof Verdict.Inconclusive open) {
      return new Answer(Optional.empty(), open.reason());
    }
    if (check(without(model), form).verdict() instanceof Verdict.Violated violated) {
      String fault = violated.violation().name();
      return new Answer(Optional.empty(), "the search for its final states ended at: " + fault);
    }
    ImmutableSortedSet<String> bad = some.states();
    String machine = form.machine().label();
    List<Outcome> outcomes = new ArrayList<>(others(asked, form, any));
    for (String state : all.states()) {
      boolean interesting = bad.contains(state);
      outcomes.add(
          new Outcome(
              state,
              interesting ? Expect.ACCEPTABLE_INTERESTING : Expect.ACCEPTABLE,
              interesting
                  ? "Possible under " + machine + ", and what the condition asks about."
                  : "Possible under " + machine + "."));
    }
    boolean weak = !bad.isEmpty() || !(any.verdict() instanceof Verdict.Holds);
    boolean open = some.verdict() instanceof Verdict.Inconclusive;
    return answer(form, outcomes, weak || open ? Standing.WEAK : Standing.PROVEN);
  }

  private CheckResult ask(
      Model model, Optional<Property.FinalCondition> condition, Formula also, Form form) {
    if (condition.isEmpty()) {
      return check(without(model), form);
    }
    Property.FinalCondition c = condition.get();
    Formula filter = new Formula.And(c.filter(), also);
    Property question =
        new Property.FinalCondition(
            c.name(), c.at(), Quantifier.EXISTS, c.formula(), filter, c.text());
    return check(model.withProperties(ImmutableList.of(question)), form);
  }

  private Answer kernel(Model model, Form form, CheckResult any) {
    String machine = form.machine().label();
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.add(new Outcome(Outcomes.HOLDS, Expect.ACCEPTABLE, "No property fails."));
    outcomes.addAll(others(model, form, any));
    boolean weak = !(any.verdict() instanceof Verdict.Holds);
    for (Property property : model.properties()) {
      if (property instanceof Property.Finally asked) {
        CheckResult result =
            check(alone(model, any).withProperties(ImmutableList.of(property)), form);
        if (result.verdict() instanceof Verdict.Inconclusive open) {
          return new Answer(Optional.empty(), machine + ": " + open.reason());
        }
        weak |= !(result.verdict() instanceof Verdict.Holds);
        outcomes.add(finallyOutcome(asked, result, machine));
      }
    }
    return answer(form, outcomes, weak ? Standing.WEAK : Standing.PROVEN);
  }

  private static Outcome finallyOutcome(
      Property.Finally asked, CheckResult result, String machine) {
    String id = Outcomes.failed(asked);
    if (result.verdict() instanceof Verdict.Holds) {
      return new Outcome(id, Expect.FORBIDDEN, "The checker proves under " + machine + ": never.");
    }
    boolean itself =
        result.properties().stream()
            .anyMatch(p -> p.kind().equals("finally") && p.verdict().equals("violated"));
    return itself
        ? new Outcome(
            id, Expect.ACCEPTABLE_INTERESTING, "The checker has a trace under " + machine + ".")
        : new Outcome(id, Expect.ACCEPTABLE, "Not decided: the search ended at a fault.");
  }

  /** The model without the executions that fail a check, if there are any. */
  private static Model alone(Model model, CheckResult any) {
    return any.verdict() instanceof Verdict.Holds ? model : Assumed.except(model, check -> false);
  }

  /** The outcomes that are no final states: faults, and runs that say nothing. */
  private ImmutableList<Outcome> others(Model model, Form form, CheckResult any) {
    ImmutableList.Builder<Outcome> outcomes = ImmutableList.builder();
    if (Waits.mayGiveUp(model.program())) {
      String why = "An actor gave up, with nothing to prove that it would wait for ever.";
      outcomes.add(new Outcome(Outcomes.STUCK, Expect.ACCEPTABLE, why));
    }
    if (leavesOut(model)) {
      String why = "A run that the model leaves out.";
      outcomes.add(new Outcome(Outcomes.ASSUMPTION, Expect.ACCEPTABLE, why));
    }
    FaultSearch faults =
        new FaultSearch(without(model), form.machine().label(), asked -> check(asked, form));
    return outcomes.addAll(faults.outcomes(any)).build();
  }

  private static boolean filters(Property property) {
    return property instanceof Property.FinalCondition condition
        && !condition.filter().equals(new Formula.Literal(true));
  }

  private static boolean leavesOut(Model model) {
    return model.properties().stream().anyMatch(OutcomeSearch::filters)
        || model.program().contexts().stream()
            .flatMap(context -> context.code().instructions().stream())
            .anyMatch(Instruction.Assume.class::isInstance);
  }

  private static Answer answer(Form form, List<Outcome> outcomes, Standing standing) {
    return new Answer(
        Optional.of(new Outcomes(form, ImmutableList.copyOf(outcomes), standing)), "");
  }
}

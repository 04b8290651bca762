package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.Confirmation.Confirmed;
import dev.kaboom.check.StateSearch.Searched;
import dev.kaboom.explore.Finding;
import dev.kaboom.program.Position;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import dev.kaboom.property.Property.FinalCondition;
import dev.kaboom.verdict.PropertyResult;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import java.util.Optional;

/** The answer for each property of a model, and for the checks that every model gets. */
final class PropertyResults {
  private final Model model;
  private final Searched searched;
  private final ImmutableList<Violation> violations;
  private final boolean complete;

  PropertyResults(Model model, Searched searched, Confirmed confirmed) {
    this.model = model;
    this.searched = searched;
    this.complete = searched.complete() && confirmed.provisional() == 0;
    this.violations =
        confirmed.violated().stream()
            .map(Verdict.Violated::violation)
            .collect(ImmutableList.toImmutableList());
  }

  /** What a finding means. */
  static Violation violation(Model model, Searched searched, Finding finding) {
    return switch (finding.kind()) {
      case DEADLOCK -> new Violation(Violation.Kind.DEADLOCK, "deadlock", Position.NONE);
      case LIVELOCK ->
          new Violation(Violation.Kind.LIVELOCK, livelock(model, finding), Position.NONE);
      case VIOLATION ->
          finding.number() == FinalWatch.CONDITION
              ? condition(FinalWatch.condition(model).orElseThrow())
              : searched.machine().describe(finding.number());
    };
  }

  private static String livelock(Model model, Finding finding) {
    return finding.number() < 0
        ? "livelock"
        : "livelock: " + model.program().contexts().get(finding.number()).title() + " never ends";
  }

  static Violation condition(FinalCondition condition) {
    String claim = condition.quantifier().label() + " " + condition.text();
    return new Violation(Violation.Kind.CONDITION, claim, condition.at());
  }

  /** The first EXISTS that no state satisfied, if everything was seen. */
  static Optional<Property.Exists> unsatisfied(Model model, Searched searched) {
    return model.properties().stream()
        .filter(Property.Exists.class::isInstance)
        .map(Property.Exists.class::cast)
        .filter(exists -> !searched.watch().satisfied(exists))
        .findFirst();
  }

  /** The model's own properties in their order, then the built-in checks. */
  ImmutableList<PropertyResult> list() {
    ImmutableList.Builder<PropertyResult> results = ImmutableList.builder();
    for (Property property : model.properties()) {
      if (property instanceof Property.Always) {
        results.add(result(property, "always", Violation.Kind.ALWAYS));
      } else if (property instanceof Property.Finally) {
        results.add(result(property, "finally", Violation.Kind.FINALLY));
      } else if (property instanceof FinalCondition condition) {
        boolean violated = has(Violation.Kind.CONDITION);
        results.add(
            new PropertyResult(
                condition.text(), "condition", violated ? "violated" : unviolated()));
      } else if (property instanceof Property.Exists exists) {
        results.add(exists(exists));
      }
    }
    boolean faults = violations.stream().anyMatch(violation -> isFault(violation.kind()));
    results.add(builtIn("faults", faults));
    results.add(builtIn("deadlock", has(Violation.Kind.DEADLOCK)));
    results.add(builtIn("livelock", has(Violation.Kind.LIVELOCK)));
    return results.build();
  }

  private PropertyResult result(Property property, String kind, Violation.Kind violation) {
    boolean violated =
        violations.stream()
            .anyMatch(
                v ->
                    v.kind() == violation
                        && v.name().equals(property.name())
                        && v.at().equals(property.at()));
    return new PropertyResult(property.name(), kind, violated ? "violated" : unviolated());
  }

  private PropertyResult exists(Property.Exists exists) {
    String verdict = searched.complete() ? "violated" : "inconclusive";
    return new PropertyResult(
        exists.name(), "exists", searched.watch().satisfied(exists) ? "holds" : verdict);
  }

  private PropertyResult builtIn(String name, boolean violated) {
    return new PropertyResult(name, name, violated ? "violated" : unviolated());
  }

  private boolean has(Violation.Kind kind) {
    return violations.stream().anyMatch(violation -> violation.kind() == kind);
  }

  private String unviolated() {
    return complete ? "holds" : "inconclusive";
  }

  static boolean isFault(Violation.Kind kind) {
    return switch (kind) {
      case ASSERT, BUG, WARN, FAULT, BAD_ACCESS -> true;
      case ALWAYS, FINALLY, EXISTS, CONDITION, DEADLOCK, LIVELOCK, FLAG -> false;
    };
  }
}

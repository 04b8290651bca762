package dev.kaboom.analysis.barriers;

import dev.kaboom.analysis.trial.Outcome;
import dev.kaboom.analysis.trial.Tried;
import dev.kaboom.verdict.PropertyResult;
import java.util.Optional;

/**
 * What a change does to a check.
 *
 * @param what the property that it breaks, or why that is not known
 * @param outcome of the check of the changed model
 */
public record Effect(Kind kind, String what, Outcome outcome) {
  /** How a changed model differs from the model as it was. */
  public enum Kind {
    /** Every property that held holds. */
    NONE,
    /** A property that held is violated. */
    BREAKS,
    /** Not known. */
    OPEN,
    /** The change does not concern this check. */
    ABSENT
  }

  /** Compares a changed model with the model as it was. */
  static Effect of(Outcome base, Tried tried) {
    Outcome changed = tried.outcome();
    return switch (tried.kind()) {
      case SAME_MEANING -> new Effect(Kind.NONE, "", changed);
      case NOT_RUN, UNREADABLE -> new Effect(Kind.ABSENT, changed.reason(), changed);
      case LEFT -> new Effect(Kind.OPEN, changed.reason(), changed);
      case CHECKED ->
          broken(base, changed)
              .map(what -> new Effect(Kind.BREAKS, what, changed))
              .or(() -> open(base, changed).map(why -> new Effect(Kind.OPEN, why, changed)))
              .orElseGet(() -> new Effect(Kind.NONE, "", changed));
    };
  }

  private static Optional<String> broken(Outcome base, Outcome changed) {
    if (base.holds() && changed.violated()) {
      return Optional.of(changed.violation());
    }
    if (base.violated()) {
      Optional<String> property =
          changed.properties().stream()
              .filter(p -> p.verdict().equals("violated") && verdict(base, p).equals("holds"))
              .map(Effect::title)
              .findFirst();
      if (property.isPresent()) {
        return property;
      }
    }
    Optional<String> flag =
        changed.flags().stream().filter(raised -> !base.flags().contains(raised)).findFirst();
    if (flag.isPresent()) {
      return flag.map(name -> "flag " + name);
    }
    boolean observed =
        !changed.inconclusive()
            && !base.observation().equals("None")
            && !base.observation().equals(changed.observation());
    return observed
        ? Optional.of(
            "the condition: %s in place of %s".formatted(changed.observation(), base.observation()))
        : Optional.empty();
  }

  /** Why it is not known whether everything that held still holds. */
  private static Optional<String> open(Outcome base, Outcome changed) {
    if (changed.inconclusive()) {
      return Optional.of(changed.reason());
    }
    return base.properties().stream()
        .filter(p -> p.verdict().equals("holds") && verdict(changed, p).equals("inconclusive"))
        .map(p -> "the search ended before " + title(p) + " was answered")
        .findFirst();
  }

  private static String verdict(Outcome outcome, PropertyResult wanted) {
    return outcome.properties().stream()
        .filter(p -> p.kind().equals(wanted.kind()) && p.name().equals(wanted.name()))
        .map(PropertyResult::verdict)
        .findFirst()
        .orElse("");
  }

  private static String title(PropertyResult property) {
    return property.kind().equals(property.name())
        ? property.kind()
        : property.kind() + " \"" + property.name() + "\"";
  }
}

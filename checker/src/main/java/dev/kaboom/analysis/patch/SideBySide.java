package dev.kaboom.analysis.patch;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.Checked;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.PropertyResult;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;

/**
 * One check of a model before a patch and the same check after it.
 *
 * @param behaviours how the final states differ
 */
public record SideBySide(Checked before, Checked after, Behaviours behaviours) {
  public static SideBySide of(Checked before, Checked after) {
    return new SideBySide(before, after, Behaviours.compare(before.result(), after.result()));
  }

  /** The properties that were violated and hold now. */
  public ImmutableList<String> fixed() {
    return changed("violated", "holds");
  }

  /** The properties that held, or did not exist, and are violated now. */
  public ImmutableList<String> broken() {
    return after.result().properties().stream()
        .filter(property -> property.verdict().equals("violated"))
        .filter(property -> !verdict(before.result(), property).equals("violated"))
        .map(property -> title(property, after.result()))
        .collect(ImmutableList.toImmutableList());
  }

  /** The properties that are violated on both sides. */
  public ImmutableList<String> stillViolated() {
    return changed("violated", "violated");
  }

  private ImmutableList<String> changed(String from, String to) {
    return before.result().properties().stream()
        .filter(property -> property.verdict().equals(from))
        .filter(property -> verdict(after.result(), property).equals(to))
        .map(property -> title(property, to.equals(from) ? after.result() : before.result()))
        .collect(ImmutableList.toImmutableList());
  }

  private static String verdict(CheckResult result, PropertyResult wanted) {
    return result.properties().stream()
        .filter(p -> p.kind().equals(wanted.kind()) && p.name().equals(wanted.name()))
        .map(PropertyResult::verdict)
        .findFirst()
        .orElse("");
  }

  /** The property's name; for what is checked in every model, what went wrong. */
  private static String title(PropertyResult property, CheckResult violated) {
    if (!property.kind().equals(property.name())) {
      return property.kind() + " \"" + property.name() + "\"";
    }
    return violated.verdict() instanceof Verdict.Violated found && isBuiltIn(found.violation())
        ? property.kind() + ": " + found.violation().name()
        : property.kind();
  }

  private static boolean isBuiltIn(Violation violation) {
    return switch (violation.kind()) {
      case ASSERT, BUG, WARN, FAULT, BAD_ACCESS, DEADLOCK, LIVELOCK, FLAG -> true;
      case ALWAYS, FINALLY, EXISTS, CONDITION -> false;
    };
  }
}

package dev.kaboom.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import dev.kaboom.check.Expected;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import java.util.Arrays;

/** The rules of a SARIF log: the classes of violation, and the two other ways to disappoint. */
final class SarifRules {
  private static final String MISMATCH = "mismatch";
  private static final String INCONCLUSIVE = "inconclusive";
  private static final ImmutableList<String> IDS =
      ImmutableList.<String>builder()
          .addAll(Arrays.stream(Violation.Kind.values()).map(Expected::kindLabel).iterator())
          .add(MISMATCH)
          .add(INCONCLUSIVE)
          .build();

  private SarifRules() {}

  /** The rule that a finding is a result of. */
  static String id(Finding finding) {
    return switch (finding.kind()) {
      case VIOLATION, KNOWN ->
          finding
              .violated()
              .map(Verdict.Violated::violation)
              .map(violation -> Expected.kindLabel(violation.kind()))
              .orElse(MISMATCH);
      case MISMATCH -> MISMATCH;
      case INCONCLUSIVE -> INCONCLUSIVE;
    };
  }

  /** The place of a rule among all. */
  static int index(String id) {
    return IDS.indexOf(id);
  }

  /** Describes every rule, whether it has results or not. */
  static void put(ArrayNode rules) {
    for (Violation.Kind kind : Violation.Kind.values()) {
      put(rules.addObject(), Expected.kindLabel(kind), description(kind));
    }
    put(rules.addObject(), MISMATCH, "The answer is another than the expected one.");
    put(rules.addObject(), INCONCLUSIVE, "The search ended before everything was looked at.");
  }

  private static void put(ObjectNode rule, String id, String description) {
    rule.put("id", id);
    rule.putObject("shortDescription").put("text", description);
  }

  private static String description(Violation.Kind kind) {
    return switch (kind) {
      case ALWAYS -> "A reachable state contradicts an ALWAYS.";
      case FINALLY -> "An execution ends in a state that contradicts a FINALLY.";
      case EXISTS -> "No execution reaches what an EXISTS asks for.";
      case CONDITION -> "The final states contradict the condition of a litmus test.";
      case ASSERT -> "An assert() fails.";
      case BUG -> "A BUG() or BUG_ON() is reached.";
      case WARN -> "A WARN_ON() is reached.";
      case FAULT -> "A fault() of the model is reached.";
      case BAD_ACCESS ->
          "An access through NULL, a poison value or outside of every object, or a division by"
              + " zero.";
      case DEADLOCK -> "Contexts wait and nothing can ever wake them.";
      case LIVELOCK -> "A loop can go on for ever without progress.";
      case FLAG -> "A data race, or another flag of the kernel's memory model.";
    };
  }
}

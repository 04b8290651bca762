package dev.kaboom.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kaboom.analysis.barriers.Answer;
import dev.kaboom.analysis.barriers.BarrierFindings;
import dev.kaboom.analysis.barriers.BarrierFindings.Judged;
import dev.kaboom.analysis.barriers.Claim;
import dev.kaboom.analysis.barriers.Site;
import dev.kaboom.analysis.barriers.SiteEffects;
import dev.kaboom.analysis.barriers.Where;
import dev.kaboom.program.Position;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * SARIF 2.1.0: a note for each ordering that has no effect or is stronger than needed, a warning
 * for each comment that is wrong about a pairing, an open result for what is not known. What is
 * needed as it stands is no result.
 */
public final class BarriersSarif implements BarriersReporter {
  private static final List<String> RULES =
      List.of("ordering-no-effect", "ordering-too-strong", "ordering-unknown", "pairing-comment");
  private static final List<String> RULE_TEXTS =
      List.of(
          "Every property that holds also holds without this ordering.",
          "A weaker ordering is enough for every property.",
          "The search ended before it was known whether the ordering is needed.",
          "A comment says that two barriers pair, and others do.");

  private final PrintWriter out;
  private final ObjectMapper mapper = new ObjectMapper();
  private final ArrayNode results = mapper.createArrayNode();

  public BarriersSarif(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void model(BarrierFindings findings) {
    for (SiteEffects effects : findings.sites()) {
      Site site = effects.site();
      Answer answer = effects.answer();
      switch (answer.kind()) {
        case NO_EFFECT -> put(0, "note", site, site.line(), "no effect found: " + without(effects));
        case WEAKER -> put(1, "note", site, site.line(), "can be weakened to " + answer.weaker());
        case INCONCLUSIVE -> put(2, "none", site, site.line(), effects.open().orElse("not known"));
        case NEEDED, NOT_RUN -> {}
      }
      List<Site> partners = findings.partners(effects);
      for (Judged judged : findings.claims(effects)) {
        Claim claim = judged.claim();
        if (judged.verdict() == Claim.Verdict.CONTRADICTED) {
          put(
              3,
              "warning",
              site,
              claim.line(),
              claim.text() + ": it pairs with " + names(partners));
        }
      }
    }
  }

  private static String without(SiteEffects effects) {
    return effects.with(Answer.Kind.NO_EFFECT).stream()
        .map(Where::label)
        .collect(Collectors.joining(", ", "every property holds without it under ", ""));
  }

  private static String names(List<Site> partners) {
    return partners.stream()
        .map(site -> site.text() + " at " + site.at())
        .collect(Collectors.joining(", "));
  }

  private void put(int rule, String level, Site site, int line, String text) {
    ObjectNode result = results.addObject();
    result.put("ruleId", RULES.get(rule)).put("ruleIndex", rule);
    result.put("kind", level.equals("none") ? "open" : "fail").put("level", level);
    String message = "%s in %s: %s".formatted(site.text(), site.function(), text);
    result.putObject("message").put("text", SarifPlaces.message(message));
    String code = site.at().file().line(line).strip();
    Position at = new Position(site.file().toString(), line, 1, site.function(), code);
    SarifPlaces.put(result.putArray("locations").addObject(), at);
    result
        .putObject("partialFingerprints")
        .put("ordering/v1", String.join("|", site.file().toString(), site.function(), site.text()));
  }

  @Override
  public void end() {
    ObjectNode log = mapper.createObjectNode();
    log.put("$schema", SarifReporter.SCHEMA).put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "Kaboom");
    ArrayNode rules = driver.putArray("rules");
    for (int i = 0; i < RULES.size(); i++) {
      ObjectNode rule = rules.addObject().put("id", RULES.get(i));
      rule.putObject("shortDescription").put("text", RULE_TEXTS.get(i));
    }
    run.set("results", results);
    try {
      out.print(mapper.writerWithDefaultPrettyPrinter().writeValueAsString(log) + "\n");
      out.flush();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

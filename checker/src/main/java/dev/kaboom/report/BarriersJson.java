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
import dev.kaboom.analysis.barriers.SiteEffects.Breakage;
import dev.kaboom.analysis.barriers.Where;
import dev.kaboom.analysis.trial.Witness;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** One JSON object a line and site. Fields that do not apply are null, never absent. */
public final class BarriersJson implements BarriersReporter {
  private final PrintWriter out;
  private final ObjectMapper mapper = new ObjectMapper();

  public BarriersJson(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void model(BarrierFindings findings) {
    for (SiteEffects effects : findings.sites()) {
      try {
        out.print(mapper.writeValueAsString(object(effects, findings)) + "\n");
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }
    out.flush();
  }

  @Override
  public void end() {
    out.flush();
  }

  private ObjectNode object(SiteEffects effects, BarrierFindings findings) {
    Site site = effects.site();
    ObjectNode node = mapper.createObjectNode();
    node.put("file", site.file().toString());
    node.put("model", findings.file());
    node.put("line", site.line());
    node.put("function", site.function());
    node.put("kind", site.kind().label());
    node.put("text", site.text());
    putAnswer(node, effects.answer());
    putCells(node.putArray("checks"), effects);
    List<Site> partners = findings.partners(effects);
    ArrayNode pairs = node.putArray("pairs");
    for (Site partner : partners) {
      pairs
          .addObject()
          .put("file", partner.file().toString())
          .put("line", partner.line())
          .put("text", partner.text());
    }
    ArrayNode handlers = node.putArray("handlers");
    for (Witness handler : findings.handlers(effects)) {
      handlers.addObject().put("context", handler.context()).put("function", handler.function());
    }
    ArrayNode claims = node.putArray("claims");
    for (Judged judged : findings.claims(effects)) {
      Claim claim = judged.claim();
      claims
          .addObject()
          .put("line", claim.line())
          .put("text", claim.text())
          .put("verdict", judged.verdict().label());
    }
    node.put("reason", effects.open().orElse(null));
    putBreakage(node, effects);
    return node;
  }

  private static void putAnswer(ObjectNode node, Answer answer) {
    node.put("verdict", answer.kind().label());
    node.put("weaker", answer.weaker().isEmpty() ? null : answer.weaker());
  }

  private static void putCells(ArrayNode cells, SiteEffects effects) {
    for (Where where : effects.wheres()) {
      ObjectNode cell = cells.addObject();
      cell.put("machine", where.machine().label());
      cell.put("compiler", where.compiler().label());
      putAnswer(cell, effects.answer(where));
    }
  }

  /** The shortest of the violations that removal allows. */
  private static void putBreakage(ObjectNode node, SiteEffects effects) {
    if (effects.breakages().isEmpty()) {
      node.putNull("breaks");
      return;
    }
    Breakage breakage = effects.breakages().get(0);
    ObjectNode breaks = node.putObject("breaks");
    breaks.put("change", breakage.change().label());
    breaks.put("property", breakage.effect().what());
    breaks.put("variant", breakage.checked().variant().name());
    breaks.put("machine", breakage.checked().machine().label());
    breaks.put("compiler", breakage.checked().compiler().label());
    breaks.put("cause", breakage.effect().outcome().story().cause());
    String schedule = breakage.effect().outcome().story().schedule();
    breaks.put("schedule", schedule.isEmpty() ? null : schedule);
    ArrayNode drawing = breaks.putArray("drawing");
    breakage.effect().outcome().story().drawing().forEach(drawing::add);
  }
}

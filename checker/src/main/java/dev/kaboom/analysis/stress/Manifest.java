package dev.kaboom.analysis.stress;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;

/** The list of harnesses as JSON, for the judge of a run: what must be there and may come out. */
public final class Manifest {
  private Manifest() {}

  /** The JSON text: an array with one object a harness. */
  public static String of(ImmutableList<Harness> harnesses) {
    ArrayNode all = new ObjectMapper().createArrayNode();
    for (Harness harness : harnesses) {
      ObjectNode node = all.addObject();
      node.put("test", Generator.PACKAGE + "." + harness.name());
      node.put("model", harness.model()).put("variant", harness.variant());
      node.put("machine", harness.machine()).put("proven", harness.proven());
      node.put("command", harness.command()).put("actors", harness.actors());
      node.put("skipped", harness.skipped());
      ArrayNode outcomes = node.putArray("outcomes");
      harness
          .outcomes()
          .forEach(
              o ->
                  outcomes
                      .addObject()
                      .put("id", o.id())
                      .put("expect", o.expect().name())
                      .put("why", o.why()));
      ArrayNode cuts = node.putArray("cuts");
      harness.cuts().forEach(cuts::add);
    }
    return all.toPrettyString() + "\n";
  }
}

package dev.kaboom.analysis.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Ordering;
import dev.kaboom.verdict.PropertyResult;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;

/** Outcomes as JSON texts, and back. */
final class OutcomeText {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private OutcomeText() {}

  static String write(Outcome outcome) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("verdict", outcome.verdict());
    node.put("violation", outcome.violation());
    node.put("reason", outcome.reason());
    node.put("observation", outcome.observation());
    putAll(node.putArray("flags"), outcome.flags());
    ArrayNode properties = node.putArray("properties");
    for (PropertyResult property : outcome.properties()) {
      properties
          .addObject()
          .put("name", property.name())
          .put("kind", property.kind())
          .put("verdict", property.verdict());
    }
    node.put("explored", outcome.explored());
    node.put("seconds", outcome.seconds());
    node.put("cause", outcome.story().cause());
    node.put("schedule", outcome.story().schedule());
    putAll(node.putArray("drawing"), outcome.story().drawing());
    ArrayNode reordered = node.putArray("reordered");
    for (Reordering reordering : outcome.story().reordered()) {
      ObjectNode pair = reordered.addObject().put("context", reordering.context());
      putAll(pair.putArray("cells"), reordering.cells());
      putAll(pair.putArray("cycle"), reordering.cycle());
      ArrayNode witnesses = pair.putArray("witnesses");
      for (Witness witness : reordering.witnesses()) {
        witnesses
            .addObject()
            .put("context", witness.context())
            .put("function", witness.function())
            .put("side", witness.side().name());
      }
    }
    ArrayNode places = node.putArray("places");
    for (Place place : outcome.story().places()) {
      places
          .addObject()
          .put("file", place.file())
          .put("line", place.line())
          .put("function", place.function());
    }
    node.put("length", outcome.story().length());
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void putAll(ArrayNode array, Iterable<String> texts) {
    texts.forEach(array::add);
  }

  /** The outcome that the text is of; empty if it is of none. */
  static Optional<Outcome> read(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      boolean whole = node.hasNonNull("verdict") && node.hasNonNull("length");
      return whole ? Optional.of(outcome(node)) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Outcome outcome(JsonNode node) {
    return new Outcome(
        text(node, "verdict"),
        text(node, "violation"),
        text(node, "reason"),
        text(node, "observation"),
        sorted(node.path("flags")),
        list(
            node.path("properties"),
            p -> new PropertyResult(text(p, "name"), text(p, "kind"), text(p, "verdict"))),
        node.path("explored").asLong(),
        node.path("seconds").asDouble(),
        new Outcome.Story(
            text(node, "cause"),
            text(node, "schedule"),
            list(node.path("drawing"), JsonNode::asText),
            list(
                node.path("reordered"),
                r ->
                    new Reordering(
                        text(r, "context"),
                        sorted(r.path("cells")),
                        sorted(r.path("cycle")),
                        list(r.path("witnesses"), OutcomeText::witness))),
            list(
                node.path("places"),
                p -> new Place(text(p, "file"), p.path("line").asInt(), text(p, "function"))),
            node.path("length").asInt()));
  }

  private static Witness witness(JsonNode node) {
    boolean same = text(node, "side").equals(Witness.Side.SAME_CPU.name());
    return new Witness(
        text(node, "context"),
        text(node, "function"),
        same ? Witness.Side.SAME_CPU : Witness.Side.OTHER_CPU);
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }

  private static ImmutableSortedSet<String> sorted(JsonNode array) {
    return ImmutableSortedSet.copyOf(Ordering.natural(), list(array, JsonNode::asText));
  }

  private static <T> ImmutableList<T> list(JsonNode array, Function<JsonNode, T> reader) {
    ImmutableList.Builder<T> values = ImmutableList.builder();
    array.forEach(element -> values.add(reader.apply(element)));
    return values.build();
  }
}

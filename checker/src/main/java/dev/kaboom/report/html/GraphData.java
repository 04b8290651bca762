package dev.kaboom.report.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.verdict.ExecutionPicture;
import dev.kaboom.verdict.ExecutionPicture.CycleEdge;
import dev.kaboom.verdict.ExecutionPicture.Edge;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The edges of an execution graph; its nodes are the steps. */
final class GraphData {
  private final Story story;
  private final ExecutionPicture picture;

  GraphData(Story story, ExecutionPicture picture) {
    this.story = story;
    this.picture = picture;
  }

  void put(ObjectNode node) {
    Map<Edge, CycleEdge> cycle = new LinkedHashMap<>();
    picture.cycle().forEach(link -> cycle.put(link.edge(), link));
    Set<Edge> all = new LinkedHashSet<>(picture.edges());
    all.addAll(cycle.keySet());
    node.put("forbidding", picture.forbidding());
    ArrayNode edges = node.putArray("edges");
    all.forEach(edge -> put(edges.addObject(), edge, cycle.get(edge)));
    putInitialWrites(node.putArray("initial"), all);
  }

  private void put(ObjectNode node, Edge edge, @Nullable CycleEdge link) {
    node.put("from", edge.from());
    node.put("to", edge.to());
    node.put("kind", edge.kind().label());
    node.put("cell", edge.location());
    node.put("cycle", link == null ? "" : link.standing().name().toLowerCase(Locale.ROOT));
    node.put("place", link == null ? -1 : picture.cycle().indexOf(link));
    node.put("note", link == null ? "" : story.names().apply(link.note()));
  }

  private void putInitialWrites(ArrayNode array, Set<Edge> edges) {
    Set<Integer> cells = new LinkedHashSet<>();
    edges.stream().filter(edge -> edge.from() < 0).forEach(edge -> cells.add(edge.location()));
    Memory memory = story.model().program().memory();
    for (int index : cells) {
      Location cell = memory.locations().get(index);
      long value = picture.trace().initialMemory().get(index);
      String text = cell.name() + " = " + memory.describe(value, cell.pointer());
      array.addObject().put("cell", index).put("text", story.names().apply(text));
    }
  }
}

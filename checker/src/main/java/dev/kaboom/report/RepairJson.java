package dev.kaboom.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kaboom.analysis.repair.Repair;
import dev.kaboom.analysis.repair.RepairFindings;
import dev.kaboom.analysis.repair.RepairFindings.Undecided;
import dev.kaboom.check.Expectations.Case;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * One JSON object a line and repair; one without a diff where none was found. Fields that do not
 * apply are null, never absent.
 */
public final class RepairJson implements RepairReporter {
  private final PrintWriter out;
  private final ObjectMapper mapper = new ObjectMapper();

  public RepairJson(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void variant(RepairFindings findings) {
    if (findings.repairs().isEmpty()) {
      print(head(findings).putNull("cost").putNull("diff"));
    }
    for (Repair repair : findings.repairs()) {
      ObjectNode node = head(findings);
      node.put("cost", repair.cost());
      node.put("diff", repair.diff());
      ArrayNode changes = node.putArray("changes");
      repair.changes().forEach(changes::add);
      put(node.putArray("verified"), repair.verified());
      put(node.putArray("breaks"), repair.breaks());
      put(node.putArray("unknown"), repair.unknown());
      print(node);
    }
    out.flush();
  }

  private ObjectNode head(RepairFindings findings) {
    ObjectNode node = mapper.createObjectNode();
    node.put("file", findings.file());
    node.put("variant", findings.variant().name());
    node.put("end", findings.end().name().toLowerCase(Locale.ROOT));
    node.put("tried", findings.tried());
    ArrayNode violated = node.putArray("violated");
    findings
        .violated()
        .forEach(
            wrong ->
                put(violated.addObject(), wrong.checked()).put("violation", wrong.violation()));
    put(node.putArray("open"), findings.open());
    ArrayNode undecided = node.putArray("undecided");
    for (Undecided one : findings.undecided()) {
      ObjectNode set = undecided.addObject().put("cost", one.cost());
      ArrayNode changes = set.putArray("changes");
      one.changes().forEach(changes::add);
      put(set.putObject("open"), one.open());
    }
    return node;
  }

  private static void put(ArrayNode array, List<Case> checks) {
    checks.forEach(checked -> put(array.addObject(), checked));
  }

  private static ObjectNode put(ObjectNode node, Case checked) {
    return node.put("variant", checked.variant().name())
        .put("machine", checked.machine().label())
        .put("compiler", checked.compiler().label());
  }

  private void print(ObjectNode node) {
    try {
      out.print(mapper.writeValueAsString(node) + "\n");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void end() {
    out.flush();
  }
}

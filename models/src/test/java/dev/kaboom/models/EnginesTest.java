package dev.kaboom.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.EngineChoice;
import dev.kaboom.check.GraphSearch;
import dev.kaboom.check.ProgressListener;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.PropertyResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Interleavings and execution graphs agree on the models that ship: on the final states, and on
 * every property that both have answered. What graphs cannot do is listed with the reason.
 */
class EnginesTest {
  private static final ImmutableMap<String, String> TOO_LARGE =
      ImmutableMap.of(
          "nmi_handlers.c rcu sc cppo", "handlers on handlers, each at every set of accesses",
          "nmi_handlers.c plain_del sc cppo", "handlers on handlers, each at every set of accesses",
          "loaded_vmcs.c before", "a hundred thousand graphs",
          "loaded_vmcs.c patched", "a hundred thousand graphs",
          "loaded_vmcs.c rcu_list", "a hundred thousand graphs",
          "loaded_vmcs.c list_del_first", "a hundred thousand graphs",
          "loaded_vmcs.c offline sc cppo", "loops that the compiler reorders across",
          "loaded_vmcs.c offline_no_wmb sc cppo", "loops that the compiler reorders across",
          "loaded_vmcs_before.c before", "a hundred thousand graphs");

  /** Folders whose models are compared. */
  private static final List<String> FOLDERS = List.of("list/", "kvm/");

  /** Rounds of a loop: enough for the lists of these models. */
  private static final int UNROLL = 4;

  private final List<String> contradictions = new ArrayList<>();

  @Test
  void theyAgreeOnTheModels() throws IOException {
    int compared = 0;
    for (ModelCheck check : ModelCheck.ofModels()) {
      if (isCompared(check)) {
        compare(check);
        compared++;
      }
    }
    assertEquals(List.of(), contradictions);
    assertEquals(220, compared);
  }

  @Test
  void theyAgreeOnTheLitmusTests() throws IOException {
    for (ModelCheck check : ModelCheck.ofLitmusTests()) {
      if (isKnown(check)) {
        compare(check);
      }
    }
    assertEquals(List.of(), contradictions);
  }

  private static boolean isCompared(ModelCheck check) {
    return isKnown(check)
        && FOLDERS.stream().anyMatch(check.toString()::contains)
        && TOO_LARGE.keySet().stream().noneMatch(check.toString()::contains);
  }

  /** There are states of sc and tso, and execution graphs have tso in source order only. */
  private static boolean isKnown(ModelCheck check) {
    return check.machine() == Machine.SC
        || (check.machine() == Machine.TSO && check.compiler() == Compiler.SOURCE);
  }

  private void compare(ModelCheck check) {
    CheckOptions all = CheckOptions.defaults();
    CheckOptions options =
        new CheckOptions(
            EngineChoice.STATES,
            all.reduction(),
            all.statesMax(),
            all.secondsMax(),
            all.bytesMax(),
            all.storeBufferMax(),
            all.windowMax(),
            UNROLL);
    CheckResult states = check.run(options);
    CheckResult graphs =
        new GraphSearch()
            .check(
                check.model(), check.machine(), check.compiler(), options, ProgressListener.none());
    if (!states.states().equals(graphs.states()) && isComplete(states)) {
      contradictions.add(check + ": " + states.states() + " but graphs " + graphs.states());
    }
    Map<String, String> answers = answers(graphs);
    answers(states)
        .forEach(
            (name, answer) -> {
              String other = answers.getOrDefault(name, "not checked");
              if (!other.equals("not checked")
                  && !answer.equals("inconclusive")
                  && !other.equals(answer)) {
                contradictions.add(check + " " + name + ": " + answer + ", by graphs " + other);
              }
            });
  }

  private static boolean isComplete(CheckResult result) {
    return !answers(result).containsValue("inconclusive");
  }

  private static Map<String, String> answers(CheckResult result) {
    Map<String, String> answers = new TreeMap<>();
    for (PropertyResult property : result.properties()) {
      answers.put(property.kind() + " \"" + property.name() + "\"", property.verdict());
    }
    return answers;
  }
}

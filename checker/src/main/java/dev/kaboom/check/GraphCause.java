package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.GraphLinks.Link;
import dev.kaboom.check.OrderWords.Useless;
import dev.kaboom.check.Remedy.Change;
import dev.kaboom.check.Remedy.Plan;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.EventKind;
import dev.kaboom.graph.Execution;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.ExecutionPicture.CycleEdge;
import dev.kaboom.verdict.ExecutionPicture.Kind;
import dev.kaboom.verdict.ExecutionPicture.Standing;
import dev.kaboom.verdict.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Sentences about the cycle of an execution graph: what it needs, and what would forbid it. */
final class GraphCause {
  private static final int CLAUSES_MAX = 3;

  private final Execution execution;
  private final ImmutableList<Step> steps;
  private final GraphSteps order;
  private final OrderWords words;
  private final Phrases phrases;
  private final Model model;

  GraphCause(Model model, Execution execution, GraphSteps order, OrderWords words) {
    this.model = model;
    this.execution = execution;
    this.order = order;
    this.words = words;
    steps = order.steps();
    phrases = new Phrases(model);
  }

  private Event event(int index) {
    return execution.events().get(index);
  }

  private Step step(int event) {
    return steps.get(order.stepOf(event));
  }

  /** {@code `WRITE_ONCE(*x, 1)` (SB.litmus:7)}, told from the other end of the link. */
  private String statement(int event, int other) {
    Step step = step(event);
    return step.kind() == Step.Kind.ENTER
        ? "the start of " + phrases.handler(step)
        : phrases.statement(step, step(other));
  }

  /** {@code the read of vmcs.cpu}. */
  String access(int event) {
    int cell = event(event).location();
    boolean memory = cell < model.program().memory().locations().size();
    String name =
        memory ? model.program().memory().locations().get(cell).name() : "a request's word";
    String what = event(event).kind() == EventKind.READ ? "the read of " : "the write of ";
    return what + name;
  }

  // The cause

  /** What of the cycle's program order the machine does not keep, or not strongly enough. */
  String cause(List<Link> relaxed, List<Link> weak) {
    Set<String> clauses = new LinkedHashSet<>();
    for (Link link : relaxed) {
      ImmutableList<Useless> useless = words.useless(link);
      useless.forEach(vain -> clauses.add(inVain(vain, link)));
      if (useless.isEmpty()) {
        clauses.add(
            "nothing orders %s before %s"
                .formatted(statement(link.from(), link.to()), statement(link.to(), link.from())));
      }
    }
    if (relaxed.isEmpty()) {
      for (Link link : weak) {
        clauses.add(
            "%s orders %s before %s, but not strongly enough"
                .formatted(
                    words.keeper(link),
                    statement(link.from(), link.to()),
                    statement(link.to(), link.from())));
      }
    }
    int more = clauses.size() - CLAUSES_MAX;
    String shown = clauses.stream().limit(CLAUSES_MAX).collect(Collectors.joining("; "));
    return more > 0 ? shown + "; and " + more + " more in the cycle" : shown;
  }

  private String inVain(Useless vain, Link link) {
    String place = phrases.place(vain.event().at());
    return "%s%s does not order %s before %s"
        .formatted(vain.name(), place, access(link.from()), access(link.to()));
  }

  /** The cause without places, for a single line. */
  String summary(List<Link> relaxed, List<Link> weak) {
    if (!relaxed.isEmpty()) {
      Link link = relaxed.get(0);
      for (Link candidate : relaxed) {
        link = words.useless(link).isEmpty() ? candidate : link;
      }
      ImmutableList<Useless> useless = words.useless(link);
      return useless.isEmpty()
          ? "nothing orders %s before %s".formatted(access(link.from()), access(link.to()))
          : "%s does not order %s before %s"
              .formatted(useless.get(0).name(), access(link.from()), access(link.to()));
    }
    if (weak.isEmpty()) {
      return "";
    }
    Link first = weak.get(0);
    String keeper = words.keeper(first);
    String what = keeper.equals(OrderWords.BETWEEN) ? keeper : keeper + " between";
    return "%s %s and %s is not strong enough"
        .formatted(what, access(first.from()), access(first.to()));
  }

  // The cycle

  /** The cycle's edges, those within one step left out. */
  ImmutableList<CycleEdge> edges(GraphCycle cycle, List<Link> relaxed, List<Link> weak) {
    ImmutableList.Builder<CycleEdge> edges = ImmutableList.builder();
    for (Link link : cycle.links()) {
      Standing standing =
          relaxed.contains(link)
              ? Standing.RELAXED
              : weak.contains(link) ? Standing.WEAK : Standing.KEPT;
      if (order.stepOf(link.from()) != order.stepOf(link.to())) {
        edges.add(new CycleEdge(order.edge(link), standing, note(link, standing)));
      }
    }
    return edges.build();
  }

  private String note(Link link, Standing standing) {
    if (link.kind() != Kind.PO) {
      return "";
    }
    return switch (standing) {
      case KEPT -> words.keeper(link);
      case WEAK -> words.keeper(link) + ": too weak here";
      case RELAXED ->
          words.useless(link).isEmpty()
              ? "nothing orders the two"
              : words.useless(link).stream().map(Useless::why).collect(Collectors.joining(", "));
    };
  }

  // The remedy

  /** {@code smp_mb() between A and B would forbid it}. */
  String remedy(Plan plan, String verb) {
    List<String> parts = new ArrayList<>();
    for (Change change : plan.changes()) {
      parts.add(part(change));
    }
    String what = String.join(", and ", parts) + (parts.size() > 1 ? ", would " : " would ");
    return what + verb + reach(plan);
  }

  private static String reach(Plan plan) {
    return switch (plan.reach()) {
      case EVERY -> " it";
      case THIS_ONE -> " this execution";
      case THIS_ONE_ONLY -> " this execution, but not every one like it";
    };
  }

  private String part(Change change) {
    Link link = change.link();
    return switch (change.by()) {
      case WMB -> "smp_wmb()" + between(link);
      case RMB -> "smp_rmb()" + between(link);
      case MB -> "smp_mb()" + between(link);
      case RELEASE -> "smp_store_release() for " + statement(link.to(), link.to());
      case ACQUIRE -> "smp_load_acquire() for " + statement(link.from(), link.from());
    };
  }

  private String between(Link link) {
    return " between %s and %s"
        .formatted(statement(link.from(), link.to()), statement(link.to(), link.from()));
  }
}

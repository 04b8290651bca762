package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import dev.kaboom.check.GraphLinks.Link;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.Execution;
import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.GraphEngine;
import dev.kaboom.graph.GraphOptions;
import dev.kaboom.graph.GraphResult;
import dev.kaboom.graph.Judgement;
import dev.kaboom.memory.MemoryModel;
import dev.kaboom.program.Compiler;
import dev.kaboom.property.Model;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cheapest way to order pairs of accesses so that an execution is gone.
 *
 * <p>Plans are tried on the execution first, the cheapest first: the graph gets the fence or the
 * marking, and the memory model judges it again. Pairs that nothing orders are strengthened all
 * together, and each change without which the plan still helps is dropped; only where that is not
 * enough, pairs that are ordered already are strengthened as well. The first few plans that help
 * are then made in the code, and the model is searched once more; the cheapest after which nothing
 * is left of the finding wins. Where the first search was long the second is spared, and what is
 * known is said of this execution only.
 */
final class Remedy {
  private static final int PLANS_MAX = 400;
  private static final int SEARCHES_MAX = 4;
  private static final int LINKS_MAX = 5;

  /** Nodes of the first search up to which a model is searched again. */
  static final long NODES_MAX = 20_000;

  private final Execution execution;
  private final MemoryModel machine;
  private final Compiler compiler;
  private final Predicate<Judgement> gone;

  /**
   * A search for plans.
   *
   * @param gone whether the finding is gone, given the verdict on the strengthened graph
   */
  Remedy(Execution execution, MemoryModel machine, Compiler compiler, Predicate<Judgement> gone) {
    this.execution = execution;
    this.machine = machine;
    this.compiler = compiler;
    this.gone = gone;
  }

  /** One pair, and how it is ordered. */
  record Change(Strengthening by, Link link) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Change change && by == change.by && link.equals(change.link);
    }

    /** Written out for the reason that {@link dev.kaboom.program.ValueType#equals} has. */
    @Override
    public int hashCode() {
      return (31 * link.hashCode()) + by.hashCode();
    }
  }

  /** What a plan is known to forbid. */
  enum Reach {
    /** All executions that show the finding. */
    EVERY,
    /** This execution, but not all others. */
    THIS_ONE_ONLY,
    /** This execution; others were not looked at. */
    THIS_ONE
  }

  /** Changes that help. */
  record Plan(ImmutableList<Change> changes, Reach reach) {
    private int cost() {
      return changes.stream().mapToInt(change -> change.by().cost()).sum();
    }
  }

  /**
   * The best plan.
   *
   * @param relaxed pairs in program order that nothing orders
   * @param kept pairs that something orders
   * @param nodes what the first search took
   * @param left whether a search still has the finding
   */
  Optional<Plan> find(
      Model model,
      List<Link> relaxed,
      List<Link> kept,
      long nodes,
      GraphOptions options,
      Predicate<GraphResult> left) {
    List<Plan> helpful = helpful(relaxed, kept);
    if (helpful.isEmpty() || nodes > NODES_MAX) {
      return helpful.stream().findFirst();
    }
    Reach otherwise = Reach.THIS_ONE_ONLY;
    for (Plan plan : helpful) {
      Reach reach = reach(model, plan, options, left);
      if (reach == Reach.EVERY) {
        return Optional.of(new Plan(plan.changes(), reach));
      }
      otherwise = reach == Reach.THIS_ONE ? reach : otherwise;
    }
    return Optional.of(new Plan(helpful.get(0).changes(), otherwise));
  }

  /** The first plans that forbid this execution, the cheapest first. */
  private List<Plan> helpful(List<Link> relaxed, List<Link> kept) {
    List<Link> all = Stream.concat(relaxed.stream(), kept.stream()).toList();
    List<Plan> helpful = relaxed.isEmpty() ? List.of() : helpful(plans(relaxed, Omission.NEVER));
    if (helpful.isEmpty()) {
      helpful = helpful(plans(all, Omission.POSSIBLE));
    }
    return helpful.isEmpty() ? helpful(List.of(everything(all))) : helpful;
  }

  private List<Plan> helpful(List<Plan> plans) {
    Set<ImmutableList<Change>> helpful = new LinkedHashSet<>();
    for (Plan plan : plans.subList(0, Math.min(PLANS_MAX, plans.size()))) {
      if (helpful.size() < SEARCHES_MAX && helps(plan.changes())) {
        helpful.add(necessary(plan.changes()));
      }
    }
    return helpful.stream()
        .map(changes -> new Plan(changes, Reach.THIS_ONE))
        .sorted((left, right) -> Integer.compare(left.cost(), right.cost()))
        .toList();
  }

  /** The changes without those that are not needed. */
  private ImmutableList<Change> necessary(ImmutableList<Change> changes) {
    ImmutableList<Change> needed = changes;
    for (Change change : changes) {
      List<Change> fewer = new ArrayList<>(needed);
      fewer.remove(change);
      if (!fewer.isEmpty() && helps(fewer)) {
        needed = ImmutableList.copyOf(fewer);
      }
    }
    return needed;
  }

  /** Whether a plan may leave pairs as they are. */
  private enum Omission {
    NEVER,
    POSSIBLE
  }

  private List<Plan> plans(List<Link> links, Omission omission) {
    List<List<Optional<Change>>> options = new ArrayList<>();
    for (Link link : links.subList(0, Math.min(LINKS_MAX, links.size()))) {
      List<Optional<Change>> ways = new ArrayList<>();
      for (Strengthening by : Strengthening.values()) {
        if (by.fits(event(link.from()), event(link.to()))) {
          ways.add(Optional.of(new Change(by, link)));
        }
      }
      if (omission == Omission.POSSIBLE) {
        ways.add(Optional.empty());
      }
      options.add(ways);
    }
    return Lists.cartesianProduct(options).stream()
        .map(choice -> choice.stream().flatMap(Optional::stream).toList())
        .filter(changes -> !changes.isEmpty())
        .map(changes -> new Plan(ImmutableList.copyOf(changes), Reach.THIS_ONE))
        .sorted(Remedy::byCostAndSize)
        .toList();
  }

  private static int byCostAndSize(Plan left, Plan right) {
    int byCost = Integer.compare(left.cost(), right.cost());
    return byCost != 0 ? byCost : Integer.compare(left.changes().size(), right.changes().size());
  }

  private static Plan everything(List<Link> links) {
    return new Plan(
        links.stream()
            .map(link -> new Change(Strengthening.MB, link))
            .collect(ImmutableList.toImmutableList()),
        Reach.THIS_ONE);
  }

  private Event event(int index) {
    return execution.events().get(index);
  }

  private boolean helps(List<Change> changes) {
    return gone.test(machine.judge(ExecutionGraph.of(strengthened(changes))));
  }

  private Execution strengthened(List<Change> changes) {
    Execution result = execution;
    for (Change change : changes) {
      result = change.by().in(result, change.link().from(), change.link().to());
    }
    return result;
  }

  /** What is left of the finding when the plan is made in the code. */
  private Reach reach(Model model, Plan plan, GraphOptions options, Predicate<GraphResult> left) {
    List<CodeEdit> edits = new ArrayList<>();
    for (Change change : plan.changes()) {
      Link link = change.link();
      change.by().edit(event(link.from()), event(link.to())).ifPresent(edits::add);
    }
    if (edits.size() < plan.changes().size()) {
      return Reach.THIS_ONE;
    }
    return reach(model, edits, options, left);
  }

  /** What is left of the finding after the edits. */
  Reach reach(
      Model model, List<CodeEdit> edits, GraphOptions options, Predicate<GraphResult> left) {
    List<CodeEdit> ordered = new ArrayList<>(edits);
    // A marking replaces the instruction by which a barrier finds its place.
    ordered.sort((one, other) -> Boolean.compare(one.barrier() == null, other.barrier() == null));
    Optional<GraphResult> found =
        CodeEdit.apply(model, ordered)
            .map(changed -> GraphEngine.explore(changed, machine, compiler, options));
    if (found.isEmpty() || found.get().incomplete() != null || found.get().boundCut()) {
      return Reach.THIS_ONE;
    }
    return left.test(found.get()) ? Reach.THIS_ONE_ONLY : Reach.EVERY;
  }
}

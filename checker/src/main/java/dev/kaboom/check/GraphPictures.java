package dev.kaboom.check;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.kaboom.check.GraphLinks.Link;
import dev.kaboom.check.Remedy.Plan;
import dev.kaboom.check.Remedy.Reach;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.EventKind;
import dev.kaboom.graph.Execution;
import dev.kaboom.graph.GraphOptions;
import dev.kaboom.graph.Tag;
import dev.kaboom.graph.replay.Definitions;
import dev.kaboom.graph.replay.GraphReplay;
import dev.kaboom.memory.MemoryModel;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.CheckResult;
import dev.kaboom.verdict.ExecutionPicture;
import dev.kaboom.verdict.ExecutionPicture.CycleEdge;
import dev.kaboom.verdict.ExecutionPicture.Kind;
import dev.kaboom.verdict.ExecutionPicture.Standing;
import dev.kaboom.verdict.ExecutionPicture.Subject;
import dev.kaboom.verdict.Schedule;
import dev.kaboom.verdict.Trace;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns executions that a search found into pictures: confirmed by {@link GraphReplay}, with the
 * cycle that a stronger machine forbids, what the machine does not keep of it, and what would.
 */
final class GraphPictures {
  /** Larger executions are neither confirmed nor drawn: nobody could read them. */
  private static final int EVENTS_MAX = 200;

  /** What is said in place of a cause where there is no picture. */
  static String untold(CheckResult result) {
    return result.compiler() == Compiler.SOURCE
        ? "not told: an execution of more than 200 events is not drawn"
        : "not told: executions in the compiler's order, or of more than 200 events, are not drawn";
  }

  /**
   * Whether {@link GraphReplay} can confirm the execution: it runs code in source order, and does
   * not know that indivisible steps are barriers to the compiler.
   */
  private boolean drawable(Execution execution) {
    boolean divided =
        machine == Machine.SC
            && compiler == Compiler.CPPO
            && execution.events().stream().anyMatch(event -> event.has(Tag.INDIVISIBLE));
    return !execution.reordered() && !divided && execution.events().size() <= EVENTS_MAX;
  }

  /** Marks of the search; that a step is not split shows in program order. */
  private static final ImmutableSet<Tag> INDIVISIBLE =
      ImmutableSet.of(Tag.INDIVISIBLE, Tag.INDIVISIBLE_WRITE);

  private static final String FORBID = "forbid";

  private final Model model;
  private final Machine machine;
  private final Compiler compiler;
  private final GraphOptions options;

  GraphPictures(Model model, Machine machine, Compiler compiler, GraphOptions options) {
    this.model = model;
    this.machine = machine;
    this.compiler = compiler;
    this.options = options;
  }

  /**
   * The picture of a finding; empty if its execution was not kept or cannot be drawn.
   *
   * @param nodes what the search took
   * @throws ReplayMismatchException if the execution does not show what is claimed
   */
  Optional<ExecutionPicture> of(GraphFinding finding, long nodes) {
    Execution witness = finding.witness();
    if (witness == null || !drawable(witness)) {
      return Optional.empty();
    }
    Execution execution = withoutSearchMarks(witness);
    Optional<String> objection =
        GraphReplay.objection(model, machine, compiler, execution, finding.claim());
    if (objection.isPresent()) {
      throw mismatch(finding, objection.get());
    }
    return Optional.of(new Drawing(finding, execution, nodes).picture());
  }

  private static Execution withoutSearchMarks(Execution execution) {
    return execution.withEvents(
        execution.events().stream()
            .map(
                event -> event.withTags(Sets.difference(event.tags(), INDIVISIBLE).immutableCopy()))
            .collect(ImmutableList.toImmutableList()));
  }

  private ReplayMismatchException mismatch(GraphFinding finding, String objection) {
    return new ReplayMismatchException(
        """
        model:    %s
        machine:  %s %s
        claimed:  %s
        but:      %s"""
            .formatted(
                model.program().file(),
                machine.label(),
                compiler.label(),
                finding.claim(),
                objection));
  }

  /** One execution about to become a picture. */
  private final class Drawing {
    private final GraphFinding finding;
    private final Execution execution;
    private final long nodes;
    private final GraphSteps steps;
    private final OrderWords words;
    private final GraphCause sentences;

    Drawing(GraphFinding finding, Execution execution, long nodes) {
      this.finding = finding;
      this.execution = execution;
      this.nodes = nodes;
      steps = new GraphSteps(model, execution);
      words = new OrderWords(execution, machine, compiler);
      sentences = new GraphCause(model, execution, steps, words);
    }

    ExecutionPicture picture() {
      Violation violation = finding.violation();
      boolean races = violation != null && violation.name().equals("data-race");
      Optional<GraphRace> race = races ? GraphRace.of(execution, machine) : Optional.empty();
      if (race.isPresent()) {
        return picture(race.get());
      }
      return GraphCycle.of(execution, machine, compiler)
          .map(this::picture)
          .orElseGet(() -> picture(ImmutableList.of(), "", withoutCycle(), "", ""));
    }

    private ExecutionPicture picture(
        ImmutableList<CycleEdge> cycle,
        String forbidding,
        String cause,
        String summary,
        String remedy) {
      return new ExecutionPicture(
          finding.violation() == null ? Subject.EXAMPLE : Subject.VIOLATION,
          finding.title(),
          trace(),
          steps.edges(),
          cycle,
          forbidding,
          cause,
          summary,
          remedy,
          litmus());
    }

    private String litmus() {
      String test = model.program().name().replaceAll("[^A-Za-z0-9_+.-]", "_");
      String wrong = finding.violation() == null ? finding.title() : finding.violation().name();
      String about =
          "%s, %s %s: %s"
              .formatted(model.program().file(), machine.label(), compiler.label(), wrong);
      Execution found = requireNonNull(finding.witness());
      return GraphLitmus.of(model, found, test, about);
    }

    private Trace trace() {
      return steps.trace(GraphReplay.initialMemory(model));
    }

    /** An interleaving, whose cause is that of interleavings. */
    private String withoutCycle() {
      Violation violation = finding.violation();
      if (Definitions.of(Machine.SC, execution).brokenAxiom().isPresent()) {
        return "po, rf, co and fr have no cycle: on sc only a grace period forbids this";
      }
      String reordered = "no reordering is needed: sc allows this execution";
      if (violation == null || steps.steps().isEmpty()) {
        return reordered;
      }
      Verdict.Violated violated =
          new Verdict.Violated(violation, trace(), new Schedule(ImmutableList.of()));
      String cause = CauseFinder.cause(model, violated, (prefix, label) -> Optional.empty());
      return cause + "; " + reordered;
    }

    // A cycle

    private ExecutionPicture picture(GraphCycle cycle) {
      List<Link> program =
          cycle.links().stream()
              .filter(link -> link.kind() == Kind.PO)
              .filter(link -> execution.events().get(link.from()).partner() != link.to())
              .toList();
      List<Link> relaxed = program.stream().filter(link -> !words.keeps(link)).toList();
      Optional<Plan> plan = plan(program);
      List<Link> weak = new ArrayList<>(plan.isPresent() ? List.of() : program);
      plan.ifPresent(found -> found.changes().forEach(change -> weak.add(change.link())));
      weak.removeAll(relaxed);
      return picture(
          sentences.edges(cycle, relaxed, weak),
          cycle.forbidding() == machine
              ? machine.label() + " in source order"
              : cycle.forbidding().label(),
          sentences.cause(relaxed, weak),
          sentences.summary(relaxed, weak),
          plan.map(found -> sentences.remedy(found, FORBID)).orElse(""));
    }

    private Optional<Plan> plan(List<Link> links) {
      List<Link> relaxed = links.stream().filter(link -> !words.keeps(link)).toList();
      List<Link> kept = links.stream().filter(words::keeps).toList();
      return remedy().find(model, relaxed, kept, nodes, options, finding::left);
    }

    private Remedy remedy() {
      return new Remedy(execution, MemoryModel.of(machine, compiler), compiler, finding::gone);
    }

    // A race

    private ExecutionPicture picture(GraphRace race) {
      String one = access(race.first(), race.second());
      String other = access(race.second(), race.first());
      String cause = one + " races with " + other + ": nothing orders the two";
      String summary =
          sentences.access(race.first().index())
              + " races with "
              + sentences.access(race.second().index());
      CycleEdge edge = new CycleEdge(steps.edge(race.link()), Standing.RELAXED, "race");
      return picture(ImmutableList.of(edge), "", cause, summary, remedy(race));
    }

    /** {@code the plain write `x = 1` (f(), a.c:3)}. */
    private String access(Event event, Event other) {
      String statement = statement(event, other);
      if (!isPlain(event)) {
        return statement;
      }
      return (event.kind() == EventKind.READ ? "the plain read " : "the plain write ") + statement;
    }

    private boolean isPlain(Event event) {
      return event.has(Tag.PLAIN);
    }

    private String statement(Event event, Event other) {
      return new Phrases(model)
          .statement(
              steps.steps().get(steps.stepOf(event.index())),
              steps.steps().get(steps.stepOf(other.index())));
    }

    private String remedy(GraphRace race) {
      Optional<Plan> order = race.chain().isEmpty() ? Optional.empty() : plan(race.chain());
      if (order.isPresent()) {
        return sentences.remedy(order.get(), "end");
      }
      if (!race.endsByMarking(machine)) {
        return "";
      }
      List<String> marks = new ArrayList<>();
      for (Event event : race.plain()) {
        String mark = event.kind() == EventKind.READ ? "READ_ONCE()" : "WRITE_ONCE()";
        marks.add(mark + " for " + statement(event, event));
      }
      boolean all =
          nodes <= Remedy.NODES_MAX
              && remedy().reach(model, race.marking(), options, finding::left) == Reach.EVERY;
      return String.join(" and ", marks) + (all ? " would end it" : " would end this race");
    }
  }
}

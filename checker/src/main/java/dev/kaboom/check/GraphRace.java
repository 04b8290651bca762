package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.check.GraphLinks.Link;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.EventKind;
import dev.kaboom.graph.Execution;
import dev.kaboom.graph.Tag;
import dev.kaboom.graph.replay.Definitions;
import dev.kaboom.graph.replay.Definitions.Race;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Machine;
import dev.kaboom.verdict.ExecutionPicture.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The two accesses of a data race.
 *
 * @param chain where a write behind the first is read before the second, these four accesses as two
 *     pairs in program order: to order them orders the race; else empty
 */
record GraphRace(Execution execution, Event first, Event second, ImmutableList<Link> chain) {
  /** The first race of the execution that a message connects; if none does, the first. */
  static Optional<GraphRace> of(Execution execution, Machine machine) {
    Optional<GraphRace> plain = Optional.empty();
    for (Race race : Definitions.of(machine, execution).races()) {
      GraphRace found = of(execution, race);
      if (!found.chain().isEmpty()) {
        return Optional.of(found);
      }
      plain = plain.isPresent() ? plain : Optional.of(found);
    }
    return plain;
  }

  private static GraphRace of(Execution execution, Race race) {
    Event first = execution.events().get(race.first());
    Event second = execution.events().get(race.second());
    ImmutableList<Link> forwards = message(execution, first, second);
    ImmutableList<Link> chain = forwards.isEmpty() ? message(execution, second, first) : forwards;
    return new GraphRace(execution, first, second, chain);
  }

  /** From one access by way of a later write, and a read of it, to the other. */
  private static ImmutableList<Link> message(Execution execution, Event from, Event to) {
    List<Link> program = new GraphLinks(execution).programOrder();
    for (Link link : new GraphLinks(execution).external()) {
      Link before = new Link(from.index(), link.from(), Kind.PO);
      Link behind = new Link(link.to(), to.index(), Kind.PO);
      if (link.kind() == Kind.RF && program.contains(before) && program.contains(behind)) {
        return ImmutableList.of(before, behind);
      }
    }
    return ImmutableList.of();
  }

  /** How the two communicate. */
  Link link() {
    Kind kind =
        first.kind() == EventKind.READ
            ? Kind.FR
            : second.kind() == EventKind.READ ? Kind.RF : Kind.CO;
    return new Link(first.index(), second.index(), kind);
  }

  /** The plain ones of the two. */
  ImmutableList<Event> plain() {
    return ImmutableList.of(first, second).stream()
        .filter(event -> event.has(Tag.PLAIN))
        .collect(ImmutableList.toImmutableList());
  }

  /** The edits that mark the plain accesses. */
  List<CodeEdit> marking() {
    List<CodeEdit> edits = new ArrayList<>();
    plain().forEach(event -> CodeEdit.marking(event, AccessKind.ONCE).ifPresent(edits::add));
    return edits;
  }

  /** Whether the two no longer race once they are marked. */
  boolean endsByMarking(Machine machine) {
    Execution marked = execution;
    for (Event event : plain()) {
      marked = Strengthening.marked(marked, event.index(), Tag.ONCE);
    }
    ImmutableSet<Integer> pair = ImmutableSet.of(first.index(), second.index());
    return Definitions.of(machine, marked).races().stream()
        .noneMatch(race -> pair.contains(race.first()) && pair.contains(race.second()));
  }
}

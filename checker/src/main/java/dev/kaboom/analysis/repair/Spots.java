package dev.kaboom.analysis.repair;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.Sets;
import dev.kaboom.analysis.edit.Routine;
import dev.kaboom.analysis.edit.SourceView;
import dev.kaboom.analysis.edit.SourceView.Reach;
import dev.kaboom.analysis.trial.Place;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Statement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What could be changed about a violation: the statements that its trace runs through where
 * contexts compete, and the gaps between them.
 */
final class Spots {
  private final Path model;
  private final ImmutableList<Routine> routines;
  private final ImmutableSetMultimap<String, String> callers;
  private final Meaning meaning;

  /**
   * The spots of one variant of a model.
   *
   * @param meaning which orderings are worth a try
   */
  Spots(
      Path model, ImmutableMap<String, String> defines, Map<Path, String> texts, Meaning meaning) {
    this.model = model;
    this.meaning = meaning;
    this.routines = SourceView.routines(model, defines, texts, Reach.SCENARIO);
    this.callers = SourceView.calls(model, defines, texts);
  }

  /** The spots that a violation with these places suggests, in the order of the source. */
  ImmutableList<Spot> near(List<Place> places) {
    Map<String, Spot> found = new LinkedHashMap<>();
    for (Routine routine : routines) {
      routine.walk(
          node -> {
            if (node instanceof Statement.Block block) {
              ImmutableList<Statement> statements = block.statements();
              ImmutableSet<Integer> touched = touched(routine, statements, places);
              new BlockSpots(routine, statements, touched, mayMove(routine), meaning)
                  .find()
                  .forEach(spot -> found.putIfAbsent(spot.key(), spot));
            }
          });
    }
    return ImmutableList.copyOf(found.values());
  }

  /** Statements of the scenario stay where they are, and so do those of its headers. */
  private boolean mayMove(Routine routine) {
    return !routine.file().toString().endsWith(".h")
        && (routine.name().matches("\\w+") || model.toString().endsWith(".litmus"));
  }

  private ImmutableSet<Integer> touched(
      Routine routine, List<Statement> statements, List<Place> places) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < statements.size(); i++) {
      Statement statement = statements.get(i);
      Optional<Span> extent = Routine.extent(statement);
      Span span = extent.orElse(statement.span());
      ImmutableSet<String> mentioned = Routine.mentioned(statement);
      if (places.stream().anyMatch(place -> touches(place, routine, span, mentioned))) {
        found.add(i);
      }
    }
    return ImmutableSet.copyOf(found);
  }

  private boolean touches(Place place, Routine routine, Span span, ImmutableSet<String> mentioned) {
    if (place.file().equals(routine.file().toString())
        && place.line() >= span.line()
        && place.line() <= span.file().lineOf(span.end())) {
      return true;
    }
    return mentioned.contains(place.function())
        || !Sets.intersection(mentioned, callers.get(place.function())).isEmpty();
  }
}

package dev.kaboom.analysis.barriers;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.check.Expectations.Case;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that was found out about one site. */
public final class SiteEffects {
  private final Site site;
  private final Map<Change, Map<Case, Effect>> effects = new LinkedHashMap<>();

  SiteEffects(Site site) {
    this.site = site;
    site.changes().forEach(change -> effects.put(change, new LinkedHashMap<>()));
  }

  /** A change of a site that broke a check. */
  public record Breakage(Change change, Case checked, Effect effect) {}

  public Site site() {
    return site;
  }

  void add(Change change, Case checked, Effect effect) {
    effects.computeIfAbsent(change, c -> new LinkedHashMap<>()).put(checked, effect);
  }

  /** The machines and compilers under which anything was tried. */
  public ImmutableSortedSet<Where> wheres() {
    return effects.values().stream()
        .flatMap(by -> by.keySet().stream())
        .map(Where::of)
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  /** Whether a change has broken a check under that machine and compiler. */
  boolean broken(Change change, Where where) {
    return has(change, where, Effect.Kind.BREAKS);
  }

  private boolean has(Change change, Where where, Effect.Kind kind) {
    return of(change, where).anyMatch(effect -> effect.kind() == kind);
  }

  private Stream<Effect> of(Change change, Where where) {
    return effects.getOrDefault(change, ImmutableMap.of()).entrySet().stream()
        .filter(entry -> Where.of(entry.getKey()).equals(where))
        .map(Map.Entry::getValue);
  }

  /** The answer under one machine and compiler. */
  public Answer answer(Where where) {
    Change removal = site.removal();
    if (broken(removal, where)) {
      return site.weaker().stream()
          .filter(step -> enough(step, where))
          .findFirst()
          .map(step -> new Answer(Answer.Kind.WEAKER, step.label()))
          .orElseGet(() -> Answer.of(Answer.Kind.NEEDED));
    }
    if (has(removal, where, Effect.Kind.OPEN)) {
      return Answer.of(Answer.Kind.INCONCLUSIVE);
    }
    return has(removal, where, Effect.Kind.NONE)
        ? Answer.of(Answer.Kind.NO_EFFECT)
        : Answer.NOT_RUN;
  }

  /** Whether a weaker form was checked and every property holds with it. */
  private boolean enough(Change step, Where where) {
    return has(step, where, Effect.Kind.NONE)
        && !has(step, where, Effect.Kind.BREAKS)
        && !has(step, where, Effect.Kind.OPEN);
  }

  /**
   * The answer for all machines and compilers together. A form that is enough has to be so wherever
   * nothing at all is not enough.
   */
  public Answer answer() {
    List<Where> breaking = wheres().stream().filter(w -> broken(site.removal(), w)).toList();
    if (!breaking.isEmpty()) {
      return site.weaker().stream()
          .filter(step -> breaking.stream().allMatch(where -> enough(step, where)))
          .findFirst()
          .map(step -> new Answer(Answer.Kind.WEAKER, step.label()))
          .orElseGet(() -> Answer.of(Answer.Kind.NEEDED));
    }
    List<Answer.Kind> kinds = wheres().stream().map(where -> answer(where).kind()).toList();
    if (kinds.contains(Answer.Kind.INCONCLUSIVE)) {
      return Answer.of(Answer.Kind.INCONCLUSIVE);
    }
    return kinds.contains(Answer.Kind.NO_EFFECT)
        ? Answer.of(Answer.Kind.NO_EFFECT)
        : Answer.NOT_RUN;
  }

  /** The machines and compilers with that answer. */
  public ImmutableList<Where> with(Answer.Kind kind) {
    return wheres().stream()
        .filter(where -> answer(where).kind() == kind)
        .collect(ImmutableList.toImmutableList());
  }

  /** Every check that the removal breaks, the shortest story first. */
  public ImmutableList<Breakage> breakages() {
    return effects.getOrDefault(site.removal(), ImmutableMap.of()).entrySet().stream()
        .filter(entry -> entry.getValue().kind() == Effect.Kind.BREAKS)
        .map(entry -> new Breakage(site.removal(), entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparing(breakage -> length(breakage.effect())))
        .collect(ImmutableList.toImmutableList());
  }

  private static int length(Effect effect) {
    int lines = effect.outcome().story().drawing().size();
    return lines == 0 ? Integer.MAX_VALUE : lines;
  }

  /** Why something is not known, for the first check of which it is not. */
  public Optional<String> open() {
    return effects.values().stream()
        .flatMap(by -> by.entrySet().stream())
        .filter(entry -> entry.getValue().kind() == Effect.Kind.OPEN)
        .map(
            entry ->
                "%s %s: %s"
                    .formatted(
                        entry.getKey().variant().name(),
                        Where.of(entry.getKey()).label(),
                        entry.getValue().what()))
        .findFirst();
  }

  /** How many checks have no answer. */
  public long openCount() {
    return effects.values().stream()
        .flatMap(by -> by.values().stream())
        .filter(effect -> effect.kind() == Effect.Kind.OPEN)
        .count();
  }
}

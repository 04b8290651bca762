package dev.kaboom.analysis.barriers;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSetMultimap;
import dev.kaboom.analysis.barriers.BarrierFindings.Left;
import dev.kaboom.analysis.edit.SourceView;
import dev.kaboom.analysis.edit.TextEdit;
import dev.kaboom.analysis.trial.Outcome;
import dev.kaboom.analysis.trial.Trial;
import dev.kaboom.analysis.trial.TrialRunner;
import dev.kaboom.analysis.trial.Tried;
import dev.kaboom.check.CheckOptions.Extent;
import dev.kaboom.check.Expectations.Case;
import dev.kaboom.check.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * Asks of each site of a model what it is needed for.
 *
 * <p>Each site is taken away by itself and the model is checked again in every case that holds as
 * it is; where that breaks a property, the weaker forms are tried as well. A weaker form allows no
 * execution that removal does not allow, so it is tried only where removal breaks something. Cases
 * come in the order of their size, and a machine and compiler under which some variant broke needs
 * no second one: what is left when the time is over is the most expensive part.
 */
public final class BarrierAnalysis {
  private final Path model;
  private final ImmutableMap<Path, String> texts;
  private final TrialRunner runner;
  private final SourceView.Reach reach;
  private final Map<Variant, ImmutableList<Site>> sites = new LinkedHashMap<>();

  /**
   * An analysis.
   *
   * @param texts the files that the model consists of, the model itself first
   */
  public BarrierAnalysis(
      Path model, ImmutableMap<Path, String> texts, SourceView.Reach reach, TrialRunner runner) {
    this.model = model;
    this.texts = texts;
    this.reach = reach;
    this.runner = runner;
  }

  /** A case and what came out of it as the model is. */
  private record Base(Case checked, Outcome outcome) {}

  /** A change of a site that is to be tried. */
  private record Question(SiteEffects site, Change change) {}

  /**
   * Makes the analysis, in these cases. Cases that are violated as they are come last, and only for
   * sites that no other case runs: there it is asked what becomes of the properties that hold.
   */
  public BarrierFindings analyse(List<Case> cases) {
    List<Base> bases = bases(cases);
    List<Base> holding = sorted(bases, base -> comparable(base.outcome()));
    List<Base> violated = sorted(bases, base -> base.outcome().violated());
    ImmutableList<SiteEffects> effects = effects(bases);
    analyse(holding, effects);
    List<SiteEffects> unseen =
        effects.stream().filter(e -> e.answer().kind() == Answer.Kind.NOT_RUN).toList();
    analyse(violated, unseen);
    List<Base> used = new ArrayList<>(holding);
    used.addAll(unseen.isEmpty() ? List.of() : violated);
    return new BarrierFindings(
        model.toString(),
        used.stream().map(Base::checked).collect(ImmutableList.toImmutableList()),
        bases.stream()
            .filter(base -> !used.contains(base))
            .map(base -> new Left(base.checked(), reason(base.outcome())))
            .collect(ImmutableList.toImmutableList()),
        effects,
        new Calls(calls()));
  }

  private ImmutableSetMultimap<String, String> calls() {
    ImmutableSetMultimap.Builder<String, String> calls = ImmutableSetMultimap.builder();
    sites.keySet().forEach(v -> calls.putAll(SourceView.calls(model, v.defines(), texts)));
    return calls.build();
  }

  private static List<Base> sorted(List<Base> bases, Predicate<Base> wanted) {
    return bases.stream()
        .filter(wanted)
        .sorted(Comparator.comparingLong(base -> base.outcome().explored()))
        .toList();
  }

  private void analyse(List<Base> bases, List<SiteEffects> effects) {
    for (int i = 0; i < bases.size(); i++) {
      runner.expect((bases.size() - i) * effects.size());
      analyse(bases.get(i), effects);
    }
  }

  private List<Base> bases(List<Case> cases) {
    List<Trial> trials =
        cases.stream()
            .map(checked -> new Trial(checked, ImmutableMap.of(), Extent.EVERY_PROPERTY))
            .toList();
    runner.expect(trials.size());
    ImmutableList<Tried> tried = runner.run(trials);
    List<Base> bases = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      bases.add(new Base(cases.get(i), tried.get(i).outcome()));
    }
    return bases;
  }

  private static boolean comparable(Outcome outcome) {
    return outcome.holds() && !outcome.observation().equals("Sometimes");
  }

  private static String reason(Outcome outcome) {
    if (outcome.violated()) {
      return "violated as they are: " + outcome.violation();
    }
    return outcome.holds()
        ? "without a claim: the condition happens in some executions and not in others"
        : outcome.reason();
  }

  private ImmutableList<SiteEffects> effects(List<Base> used) {
    for (Base base : used) {
      sites.computeIfAbsent(base.checked().variant(), this::sites);
    }
    return Sites.union(ImmutableList.copyOf(sites.values())).stream()
        .map(SiteEffects::new)
        .collect(ImmutableList.toImmutableList());
  }

  private ImmutableList<Site> sites(Variant variant) {
    return Sites.of(SourceView.routines(model, variant.defines(), texts, reach));
  }

  private void analyse(Base base, List<SiteEffects> all) {
    ImmutableList<Site> here = sites.getOrDefault(base.checked().variant(), ImmutableList.of());
    List<SiteEffects> present =
        all.stream().filter(effects -> Sites.contains(here, effects.site())).toList();
    Where where = Where.of(base.checked());
    BiPredicate<SiteEffects, Change> undecided = (site, change) -> !site.broken(change, where);
    List<Question> removals = new ArrayList<>();
    present.stream()
        .filter(site -> undecided.test(site, site.site().removal()))
        .forEach(site -> removals.add(new Question(site, site.site().removal())));
    ask(base, removals);
    List<Question> steps = new ArrayList<>();
    for (SiteEffects site : present) {
      if (site.broken(site.site().removal(), where)) {
        site.site().weaker().stream()
            .filter(step -> undecided.test(site, step))
            .forEach(step -> steps.add(new Question(site, step)));
      }
    }
    ask(base, steps);
  }

  private void ask(Base base, List<Question> questions) {
    Extent extent = base.outcome().holds() ? Extent.FIRST_VIOLATION : Extent.EVERY_PROPERTY;
    List<Trial> trials = new ArrayList<>();
    for (Question question : questions) {
      ImmutableMap<Path, String> changed =
          TextEdit.apply(texts, question.change().edits()).orElseThrow();
      trials.add(new Trial(base.checked(), changed, extent));
    }
    ImmutableList<Tried> tried = runner.run(trials);
    for (int i = 0; i < tried.size(); i++) {
      Question question = questions.get(i);
      Effect effect = Effect.of(base.outcome(), tried.get(i));
      question.site().add(question.change(), base.checked(), effect);
    }
  }
}

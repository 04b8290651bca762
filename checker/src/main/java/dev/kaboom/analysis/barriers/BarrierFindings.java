package dev.kaboom.analysis.barriers;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.analysis.trial.Witness;
import dev.kaboom.check.Expectations.Case;
import java.util.Comparator;
import java.util.List;

/**
 * What was found out about the orderings of one model.
 *
 * @param file the model, as the user named it
 * @param analysed the checks whose properties were compared
 * @param left checks that were not compared, each with the reason
 * @param sites in the order of the files
 * @param calls who calls whom
 */
public record BarrierFindings(
    String file,
    ImmutableList<Case> analysed,
    ImmutableList<Left> left,
    ImmutableList<SiteEffects> sites,
    Calls calls) {
  /** A check that has nothing to compare with. */
  public record Left(Case checked, String reason) {}

  /** The columns of the table. */
  public ImmutableSortedSet<Where> wheres() {
    return analysed.stream()
        .map(Where::of)
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  /** A claim about a site, and whether it is so. */
  public record Judged(Claim claim, Claim.Verdict verdict) {}

  /** The sites that pair with one of them. */
  public ImmutableList<Site> partners(SiteEffects site) {
    return Pairing.of(site, sites, calls);
  }

  /** Functions of handlers on the same CPU before which a site keeps order. */
  public ImmutableList<Witness> handlers(SiteEffects site) {
    return Pairing.handlers(site);
  }

  /** What comments claim of a site. */
  public ImmutableList<Judged> claims(SiteEffects site) {
    List<Site> places = sites.stream().map(SiteEffects::site).toList();
    ImmutableList<Site> partners = partners(site);
    return Claim.about(site.site(), places).stream()
        .map(claim -> new Judged(claim, claim.verdict(partners, handlers(site), calls)))
        .collect(ImmutableList.toImmutableList());
  }

  /** How many checks of changed models have no answer. */
  public long open() {
    return sites.stream().mapToLong(SiteEffects::openCount).sum();
  }
}

package dev.kaboom.analysis.barriers;

import com.google.common.collect.ImmutableList;
import dev.kaboom.analysis.barriers.SiteEffects.Breakage;
import dev.kaboom.analysis.trial.Reordering;
import dev.kaboom.analysis.trial.Witness;
import java.util.Comparator;
import java.util.List;

/**
 * Which sites keep the same cycle from closing.
 *
 * <p>Taking a site away lets accesses of one context take effect out of order, where others can
 * tell. Two sites pair if they stand in different functions and what they hold in order are the
 * same variables, on different contexts, under the same machine and compiler: the two halves of a
 * critical cycle (Shasha and Snir, TOPLAS 1988; Alglave, Maranget and Tautschnig, TOPLAS 2014). Of
 * an execution graph the cycle itself is compared, so that cycles over more than two contexts are
 * seen; of a trace, the variables whose accesses changed places.
 */
final class Pairing {
  private Pairing() {}

  /**
   * The sites among {@code all} that pair with {@code one}. Markings alone are no barriers: they
   * are told only where no barrier was found, as the dependency that a pointer carries needs none.
   */
  static ImmutableList<Site> of(SiteEffects one, List<SiteEffects> all, Calls calls) {
    if (!barrier(one.site())) {
      return ImmutableList.of();
    }
    ImmutableList<Site> partners =
        all.stream()
            .filter(other -> other != one && pairs(one, other, calls))
            .map(SiteEffects::site)
            .collect(ImmutableList.toImmutableList());
    ImmutableList<Site> barriers =
        partners.stream().filter(Pairing::barrier).collect(ImmutableList.toImmutableList());
    return barriers.isEmpty() ? partners : barriers;
  }

  private static boolean barrier(Site site) {
    return switch (site.kind()) {
      case BARRIER, ACQUIRE_RELEASE, RMW, LIST -> true;
      case MARKING, ORDER -> false;
    };
  }

  private static boolean pairs(SiteEffects one, SiteEffects other, Calls calls) {
    boolean apart = !one.site().function().equals(other.site().function());
    boolean orders = orders(one.site()) && orders(other.site());
    return apart
        && orders
        && one.breakages().stream()
            .anyMatch(
                a ->
                    other.breakages().stream()
                        .anyMatch(b -> sameCycle(a, b) || mirrored(a, b, other.site(), calls)));
  }

  private static boolean orders(Site site) {
    return site.kind() != Site.Kind.ORDER;
  }

  /**
   * Whether the two would be a cycle if one of them were on another CPU that runs the same code: a
   * witness of the one is the function in which the other stands.
   */
  private static boolean mirrored(Breakage one, Breakage other, Site site, Calls calls) {
    List<Reordering> theirs = reordered(other);
    return Where.of(one.checked()).equals(Where.of(other.checked()))
        && reordered(one).stream()
            .filter(ours -> theirs.stream().anyMatch(ours::sameVariables))
            .flatMap(ours -> ours.witnesses().stream())
            .anyMatch(
                witness ->
                    witness.side() == Witness.Side.OTHER_CPU
                        && calls.runs(witness, site.function()));
  }

  private static List<Reordering> reordered(Breakage breakage) {
    return breakage.effect().outcome().story().reordered();
  }

  /**
   * Functions of handlers that interrupt the routine on its own CPU and see what is out of order
   * without the site. A handler runs as a whole, so that no barrier of its own takes part.
   */
  static ImmutableList<Witness> handlers(SiteEffects one) {
    if (!orders(one.site())) {
      return ImmutableList.of();
    }
    return one.breakages().stream()
        .flatMap(breakage -> reordered(breakage).stream())
        .flatMap(reordering -> reordering.witnesses().stream())
        .filter(witness -> witness.side() == Witness.Side.SAME_CPU)
        .filter(witness -> !witness.function().equals(one.site().function()))
        .distinct()
        .sorted(Comparator.comparing(Witness::context).thenComparing(Witness::function))
        .collect(ImmutableList.toImmutableList());
  }

  private static boolean sameCycle(Breakage one, Breakage other) {
    List<Reordering> ours = reordered(one);
    List<Reordering> theirs = reordered(other);
    return Where.of(one.checked()).equals(Where.of(other.checked()))
        && ours.stream().anyMatch(a -> theirs.stream().anyMatch(a::meets));
  }
}

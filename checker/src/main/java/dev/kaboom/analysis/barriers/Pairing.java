package dev.kaboom.analysis.barriers;

import com.google.common.collect.ImmutableList;
import dev.kaboom.analysis.barriers.SiteEffects.Breakage;
import dev.kaboom.analysis.trial.Reordering;
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
public final class Pairing {
  private Pairing() {}

  /**
   * The sites among {@code all} that pair with {@code one}. Markings alone are no barriers: they
   * are told only where no barrier was found, as the dependency that a pointer carries needs none.
   */
  public static ImmutableList<Site> of(SiteEffects one, List<SiteEffects> all) {
    if (!barrier(one.site())) {
      return ImmutableList.of();
    }
    ImmutableList<Site> partners =
        all.stream()
            .filter(other -> other != one && pairs(one, other))
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

  private static boolean pairs(SiteEffects one, SiteEffects other) {
    boolean apart = !one.site().function().equals(other.site().function());
    boolean orders = orders(one.site()) && orders(other.site());
    return apart
        && orders
        && one.breakages().stream()
            .anyMatch(a -> other.breakages().stream().anyMatch(b -> sameCycle(a, b)));
  }

  private static boolean orders(Site site) {
    return site.kind() != Site.Kind.ORDER;
  }

  private static boolean sameCycle(Breakage one, Breakage other) {
    List<Reordering> ours = one.effect().outcome().story().reordered();
    List<Reordering> theirs = other.effect().outcome().story().reordered();
    return Where.of(one.checked()).equals(Where.of(other.checked()))
        && ours.stream().anyMatch(a -> theirs.stream().anyMatch(a::meets));
  }
}

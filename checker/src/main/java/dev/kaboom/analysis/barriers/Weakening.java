package dev.kaboom.analysis.barriers;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.analysis.barriers.Site.Kind;
import dev.kaboom.analysis.edit.CallText;
import dev.kaboom.lang.lower.intrinsic.Primitives;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a call can be weakened to: the lattice of the kernel's orderings, from the call as it is
 * written down to the same access without any ordering.
 */
final class Weakening {
  private static final ImmutableSet<String> PRIMITIVES = Primitives.all().keySet();
  private static final ImmutableSet<String> READS =
      ImmutableSet.of("READ_ONCE", "ACCESS_ONCE", "rcu_dereference", "rcu_dereference_raw");
  private static final ImmutableMap<String, String> LISTS =
      ImmutableMap.<String, String>builder()
          .put("list_add_rcu", "list_add")
          .put("list_add_tail_rcu", "list_add_tail")
          .put("hlist_add_head_rcu", "hlist_add_head")
          .buildOrThrow();
  private static final Pattern BARRIER = Pattern.compile("smp_(?:mb|wmb|rmb)|smp_mb__\\w+|barrier");
  private static final Pattern RMW =
      Pattern.compile(
          "((?:atomic(?:64|_long)?_)?(?:try_)?(?:cmp)?xchg"
              + "|atomic(?:64|_long)?_(?:fetch_[a-z]+|[a-z]+_return|add_negative))"
              + "(_acquire|_release)?");
  private static final Pattern ATOMIC =
      Pattern.compile("(atomic\\w*_(?:read|set))_(?:acq|rel)\\w+");

  private final String function;
  private final CallText call;

  private Weakening(String function, CallText call) {
    this.function = function;
    this.call = call;
  }

  /** The site that the call is; empty if it orders nothing that can be taken away in its place. */
  static Optional<Site> of(String function, CallText call) {
    return new Weakening(function, call).site();
  }

  private Optional<Site> site() {
    String name = call.name();
    if (BARRIER.matcher(name).matches() && call.arguments().isEmpty()) {
      return Optional.of(site(Kind.BARRIER, Change.of("removed", call.with("")), barriers(name)));
    }
    if (READS.contains(name)) {
      return Optional.of(site(Kind.MARKING, to("plain", "(%s)"), ImmutableList.of()));
    }
    Matcher rmw = RMW.matcher(name);
    if (rmw.matches()) {
      return rmw(rmw.group(1), rmw.group(2) != null);
    }
    Matcher atomic = ATOMIC.matcher(name);
    if (atomic.matches()) {
      String weaker = atomic.group(1);
      return Optional.of(site(Kind.ACQUIRE_RELEASE, renamed(weaker), ImmutableList.of()));
    }
    return switch (name) {
      case "WRITE_ONCE", "RCU_INIT_POINTER" ->
          Optional.of(site(Kind.MARKING, to("plain", "((%s) = (%s))"), ImmutableList.of()));
      case "smp_load_acquire" ->
          weakened(to("plain", "(*(%s))"), to("READ_ONCE()", "READ_ONCE(*(%s))"));
      case "smp_store_release" ->
          weakened(to("plain", "(*(%s) = (%s))"), to("WRITE_ONCE()", "WRITE_ONCE(*(%s), %s)"));
      case "rcu_assign_pointer" ->
          weakened(to("plain", "((%s) = (%s))"), to("WRITE_ONCE()", "WRITE_ONCE(%s, %s)"));
      case "smp_store_mb" -> {
        Change removal = to("WRITE_ONCE()", "WRITE_ONCE(%s, %s)");
        yield Optional.of(site(Kind.BARRIER, removal, ImmutableList.of()));
      }
      default -> list(name);
    };
  }

  private Optional<Site> list(String name) {
    String plain = LISTS.get(name);
    return plain == null
        ? Optional.empty()
        : Optional.of(site(Kind.LIST, renamed(plain), ImmutableList.of()));
  }

  private Optional<Site> weakened(Change removal, Change step) {
    return Optional.of(site(Kind.ACQUIRE_RELEASE, removal, ImmutableList.of(step)));
  }

  private Optional<Site> rmw(String stem, boolean half) {
    if (!PRIMITIVES.contains(stem + "_relaxed")) {
      return Optional.empty();
    }
    ImmutableList<Change> steps =
        half
            ? ImmutableList.of()
            : ImmutableList.of(renamed(stem + "_acquire"), renamed(stem + "_release"));
    return Optional.of(site(Kind.RMW, renamed(stem + "_relaxed"), steps));
  }

  private ImmutableList<Change> barriers(String name) {
    ImmutableList<String> weaker =
        switch (name) {
          case "barrier" -> ImmutableList.of();
          case "smp_mb" -> ImmutableList.of("barrier()", "smp_wmb()", "smp_rmb()");
          default -> ImmutableList.of("barrier()");
        };
    return weaker.stream()
        .map(text -> Change.of(text, call.with(text)))
        .collect(ImmutableList.toImmutableList());
  }

  private Change renamed(String name) {
    return to(name + "()", name + "(" + "%s, ".repeat(call.arguments().size() - 1) + "%s)");
  }

  /** The arguments put into a pattern. */
  private Change to(String label, String pattern) {
    return Change.of(label, call.with(pattern.formatted(call.arguments().toArray())));
  }

  private Site site(Kind kind, Change removal, ImmutableList<Change> weaker) {
    return new Site(call.file(), function, call.at(), kind, call.name(), removal, weaker);
  }
}

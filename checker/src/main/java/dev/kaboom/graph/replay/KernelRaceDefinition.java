package dev.kaboom.graph.replay;

import dev.kaboom.graph.Tag;
import java.util.function.IntPredicate;

/** Plain accesses in the Linux-kernel memory model: their coherence, and data races. */
final class KernelRaceDefinition {
  /** Whether the axiom plain-coherence holds. */
  final boolean coherent;

  /** {@code ww-race | wr-race | rw-race}. */
  final Pairs races;

  KernelRaceDefinition(KernelDefinition k, KernelRcuDefinition rcu) {
    GraphView g = k.graph;
    Pairs fence = k.fence.or(rcu.rcuFence);
    Pairs strongFence = k.strongFence.or(rcu.rcuFence);
    Pairs xbstar = k.hb.or(k.pb, rcu.rb).star();
    Pairs seen = k.cumulFence.star().then(k.rfe.optional()).to(g::isMarked);
    Pairs vis = seen.then(strongFence.to(g::isMarked).then(xbstar).or(g.internal(xbstar)));

    IntPredicate returning = g.any(Tag.NORETURN).negate();
    IntPredicate read = e -> g.isRead(e) && returning.test(e);
    Pairs acrossRmb = g.across(g.any(Tag.RMB));
    Pairs wPre = k.addr.or(fence).optional().from(g::isMarked);
    Pairs rPre =
        k.addr.or(k.nonrwFence, acrossRmb.from(read).to(returning)).optional().from(g::isMarked);
    Pairs wPost = fence.optional().to(g::isMarked).then(k.rmwSequence);
    Pairs rPost = k.nonrwFence.or(acrossRmb.from(returning).to(read)).optional().to(g::isMarked);

    Pairs wwVis = fence.or(strongFence.then(xbstar).then(wPre), wPost.then(vis).then(wPre));
    Pairs wrVis = fence.or(strongFence.then(xbstar).then(rPre), wPost.then(vis).then(rPre));
    Pairs rwXbstar = fence.or(rPost.then(xbstar).then(wPre));

    IntPredicate written = e -> g.isAccess(e) && !g.event(e).has(Tag.INIT);
    Pairs preRace =
        g.external(
            Pairs.where(
                g.size,
                (a, b) -> (g.isPlain(a) && g.isAccess(b)) || (written.test(a) && g.isPlain(b))));
    coherent =
        preRace.and(k.rf).and(rwXbstar.inverse()).isEmpty()
            && preRace.and(k.fr).and(wrVis.inverse()).isEmpty()
            && preRace.and(k.co).and(wwVis.inverse()).isEmpty();
    Pairs markedFirst = Pairs.where(g.size, (a, b) -> g.isMarked(a) && g.isWrite(b));
    Pairs markedLast = Pairs.where(g.size, (a, b) -> g.isWrite(a) && g.isMarked(b));
    Pairs nonrace = wwVis.and(markedFirst.or(rwXbstar)).and(markedLast.or(wrVis));
    Pairs ww = preRace.and(k.co).without(nonrace);
    Pairs wr = preRace.and(k.co.optional().then(k.rf)).without(wrVis).without(rwXbstar.inverse());
    Pairs rw = preRace.and(k.fr).without(rwXbstar);
    races = ww.or(wr, rw);
  }
}

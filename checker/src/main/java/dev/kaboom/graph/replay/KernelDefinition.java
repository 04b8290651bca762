package dev.kaboom.graph.replay;

import dev.kaboom.graph.Tag;
import dev.kaboom.program.Machine;
import java.util.function.IntPredicate;

/**
 * The Linux-kernel memory model, transcribed definition by definition from linux-kernel.bell and
 * linux-kernel.cat (tools/memory-model of the kernel), whose names the fields have. Where Linux 6.1
 * and 6.15 differ, {@link #old} says which one is meant.
 */
final class KernelDefinition {
  final GraphView graph;
  final boolean old;
  final Pairs po;
  final Pairs rf;
  final Pairs rfi;
  final Pairs rfe;
  final Pairs co;
  final Pairs fr;
  final Pairs addr;
  final Pairs data;
  final Pairs ctrl;
  final Pairs srcuRscs;
  final Pairs strongFence;
  final Pairs nonrwFence;
  final Pairs fence;
  final Pairs ppo;
  final Pairs cumulFence;
  final Pairs rmwSequence;
  final Pairs prop;
  final Pairs hb;
  final Pairs pb;
  private final Pairs poUnlockLockPo;

  KernelDefinition(GraphView graph, Machine machine) {
    this.graph = graph;
    old = machine == Machine.LKMM_6_1;
    po = graph.po;
    rf = graph.rf;
    rfi = graph.internal(rf);
    rfe = graph.external(rf);
    co = graph.co;
    fr = graph.fr;
    Pairs carry = carryDependency();
    addr = carry.then(graph.addr);
    data = carry.then(graph.data);
    ctrl = carry.then(graph.ctrl);
    srcuRscs = old ? srcuByNesting() : srcuByCookie();

    poUnlockLockPo = poUnlockLockPo();
    Pairs gp = po.to(graph.any(Tag.SYNC_RCU, Tag.SYNC_SRCU)).then(po.optional());
    Pairs poRel = po.from(graph::isAccess).to(graph.any(Tag.RELEASE));
    Pairs acqPo = po.from(graph.any(Tag.ACQUIRE)).to(graph::isAccess);
    Pairs wmb = graph.across(graph.any(Tag.WMB)).from(graph::isWrite).to(graph::isWrite);
    Pairs rmb = graph.across(graph.any(Tag.RMB)).from(this::readForRmb).to(this::readForRmb);
    strongFence = mb().or(gp);
    nonrwFence = strongFence.or(poRel, acqPo);
    fence = nonrwFence.or(wmb, rmb);

    ppo = ppo(wmb);
    rmwSequence = old ? graph.identity(e -> true) : rf.then(graph.rmw).star();
    Pairs releasing = strongFence.or(poRel);
    Pairs cumulative = releasing.or(rfe.to(graph::isMarked).then(releasing));
    cumulFence = marked(cumulative.or(wmb, poUnlockLockPo)).then(rmwSequence);
    prop =
        graph
            .external(co.or(fr))
            .optional()
            .from(graph::isMarked)
            .then(cumulFence.star())
            .to(graph::isMarked)
            .then(rfe.optional())
            .to(graph::isMarked);
    hb = marked(ppo.or(rfe, graph.internal(prop.irreflexivePart())));
    pb = prop.then(strongFence).then(hb.star()).to(graph::isMarked);
  }

  private boolean readForRmb(int event) {
    return graph.isRead(event) && !graph.event(event).has(Tag.NORETURN);
  }

  /** {@code [Marked] ; r ; [Marked]}. */
  Pairs marked(Pairs relation) {
    return relation.from(graph::isMarked).to(graph::isMarked);
  }

  private Pairs carryDependency() {
    Pairs through = graph.data.to(graph.any(Tag.SRCU_UNLOCK).negate()).then(rfi);
    return old ? graph.identity(e -> true) : through.star();
  }

  private Pairs srcuByCookie() {
    IntPredicate unlock = graph.any(Tag.SRCU_UNLOCK);
    Pairs carry = graph.data.to(unlock.negate()).then(rf).star();
    Pairs flow = carry.from(graph.any(Tag.SRCU_LOCK)).then(graph.data.to(unlock));
    return graph.sameLocation(flow);
  }

  /** Each unlock with the nearest lock of its domain before it that no earlier unlock has. */
  private Pairs srcuByNesting() {
    Pairs found = graph.none();
    for (int event = 0; event < graph.size; event++) {
      int unlock = event;
      if (graph.event(unlock).has(Tag.SRCU_UNLOCK)) {
        int lock = -1;
        for (int before = 0; before < graph.size; before++) {
          boolean candidate =
              graph.event(before).has(Tag.SRCU_LOCK)
                  && po.contains(before, unlock)
                  && graph.sameCell(before, unlock)
                  && found.from(only(before)).isEmpty();
          lock = candidate && (lock < 0 || po.contains(lock, before)) ? before : lock;
        }
        int matched = lock;
        found = found.or(Pairs.where(graph.size, (a, b) -> a == matched && b == unlock));
      }
    }
    return found;
  }

  private static IntPredicate only(int event) {
    return other -> other == event;
  }

  private Pairs poUnlockLockPo() {
    Pairs handover = po.or(rf).to(graph.any(Tag.LOCK_READ));
    return po.to(graph.any(Tag.UNLOCK)).then(handover).then(po);
  }

  private Pairs mb() {
    IntPredicate rmw = graph.any(Tag.RMW);
    Pairs before = graph.across(graph.any(Tag.BEFORE_ATOMIC)).to(rmw).then(po.optional());
    Pairs all =
        graph
            .across(graph.any(Tag.MB))
            .or(
                before,
                enclosed(),
                follows(rmw, Tag.AFTER_ATOMIC),
                follows(graph.any(Tag.LOCK_WRITE), Tag.AFTER_SPINLOCK),
                follows(graph.any(Tag.SRCU_UNLOCK), Tag.AFTER_SRCU_READ_UNLOCK),
                afterUnlockLock());
    return all.from(graph::isAccess).to(graph::isAccess);
  }

  private Pairs follows(IntPredicate what, Tag fence) {
    return po.optional().to(what).then(graph.across(graph.any(fence)));
  }

  /** What a fully ordered RMW orders: as its tags say, or as if between two smp_mb(). */
  private Pairs enclosed() {
    IntPredicate read = e -> graph.isRead(e) && graph.event(e).has(Tag.FULL);
    IntPredicate write = e -> graph.isWrite(e) && graph.event(e).has(Tag.FULL);
    return old
        ? po.to(read).then(po.optional()).or(po.optional().to(write).then(po))
        : po.to(read).or(po.from(write));
  }

  private Pairs afterUnlockLock() {
    IntPredicate fences = graph.any(Tag.AFTER_UNLOCK_LOCK);
    Pairs handover = co.or(po).to(graph.any(Tag.LOCK_WRITE));
    return old
        ? po.to(graph.any(Tag.UNLOCK)).then(handover).then(graph.across(fences))
        : poUnlockLockPo.to(fences).then(po);
  }

  private Pairs ppo(Pairs wmb) {
    Pairs dep = addr.or(data);
    Pairs overwrite = graph.internal(co.or(fr));
    Pairs toW = dep.or(ctrl).to(graph::isWrite).or(overwrite, addr.to(graph::isPlain).then(wmb));
    Pairs carried = dep.to(graph::isMarked).then(rfi);
    Pairs toR = (old ? addr : addr.to(graph::isRead)).or(carried);
    Pairs fences = old ? fence : graph.internal(fence);
    return toR.or(toW, fences, graph.internal(poUnlockLockPo));
  }

  /** What the model keeps of program order for other CPUs to rely on, step by step. */
  Pairs kept() {
    return graph.internal(ppo.or(graph.sameLocation(po))).plus().and(po);
  }
}

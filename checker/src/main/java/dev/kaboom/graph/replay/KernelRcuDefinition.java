package dev.kaboom.graph.replay;

import dev.kaboom.graph.Tag;

/** RCU in the Linux-kernel memory model: {@code rcu-order} and what is made of it. */
final class KernelRcuDefinition {
  final Pairs rcuFence;
  final Pairs rb;

  KernelRcuDefinition(KernelDefinition kernel) {
    GraphView graph = kernel.graph;
    Pairs hbPb = kernel.hb.star().then(kernel.pb.star());
    boolean periods = !graph.identity(graph.any(Tag.SYNC_RCU, Tag.SYNC_SRCU)).isEmpty();
    Pairs link = kernel.po.optional().then(hbPb).then(kernel.prop).then(kernel.po);
    Pairs order = periods ? order(kernel, link) : graph.none();
    rcuFence = kernel.po.then(order).then(kernel.po.optional());
    rb = kernel.prop.then(rcuFence).then(hbPb).to(graph::isMarked);
  }

  private static Pairs order(KernelDefinition kernel, Pairs link) {
    GraphView graph = kernel.graph;
    Pairs gp = graph.identity(graph.any(Tag.SYNC_RCU));
    Pairs srcuGp = graph.identity(graph.any(Tag.SYNC_SRCU));
    Pairs rscsi = graph.sections().inverse();
    Pairs srcuRscsi = kernel.srcuRscs.inverse();
    Pairs order = gp.or(srcuGp);
    int before = -1;
    while (order.count() != before) {
      before = order.count();
      Pairs through = link.or(link.then(order).then(link));
      order =
          order.or(
              gp.then(through).then(rscsi),
              rscsi.then(through).then(gp),
              graph.sameLocation(srcuGp.then(through).then(srcuRscsi)),
              graph.sameLocation(srcuRscsi.then(through).then(srcuGp)),
              order.then(link).then(order));
    }
    return order;
  }
}

package dev.kaboom.graph.replay;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.graph.Tag;
import dev.kaboom.program.Instruction.Rmw;

/** The marks on the halves of an RMW that wrote, as linux-kernel.bell leaves them. */
final class RmwTags {
  private RmwTags() {}

  static ImmutableSet<Tag> ofRead(Rmw rmw) {
    Tag order =
        switch (rmw.order()) {
          case RELAXED, RELEASE, LOCAL, LOCAL_PLAIN -> Tag.ONCE;
          case ACQUIRE -> Tag.ACQUIRE;
          case FULL -> Tag.FULL;
        };
    return rmw.returnsValue()
        ? ImmutableSet.of(Tag.RMW, order)
        : ImmutableSet.of(Tag.RMW, order, Tag.NORETURN);
  }

  static ImmutableSet<Tag> ofWrite(Rmw rmw) {
    Tag order =
        switch (rmw.order()) {
          case RELAXED, ACQUIRE, LOCAL, LOCAL_PLAIN -> Tag.ONCE;
          case RELEASE -> Tag.RELEASE;
          case FULL -> Tag.FULL;
        };
    return ImmutableSet.of(Tag.RMW, order);
  }
}

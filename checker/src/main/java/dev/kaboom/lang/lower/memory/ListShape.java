package dev.kaboom.lang.lower.memory;

import dev.kaboom.lang.lower.type.StructType;
import java.util.Optional;

/**
 * Which members link a list: those of {@code struct list_head}, {@code llist_node}, {@code
 * llist_head}.
 *
 * @param next offset of the pointer to the next node
 * @param prev offset of the pointer back, or -1
 * @param alwaysHead whether such a struct is a head wherever it stands
 */
record ListShape(long next, long prev, boolean alwaysHead) {
  /** The shape of a struct that links, by its tag and members. */
  static Optional<ListShape> of(StructType type) {
    return switch (type.tag()) {
      case "list_head" -> shape(type, "next", "prev");
      case "llist_node" -> shape(type, "next", "");
      case "llist_head" -> shape(type, "first", "");
      default -> Optional.empty();
    };
  }

  private static Optional<ListShape> shape(StructType type, String next, String prev) {
    Optional<StructType.Member> forth = type.member(next).filter(m -> m.type().pointer());
    Optional<StructType.Member> back = type.member(prev).filter(m -> m.type().pointer());
    if (forth.isEmpty() || (!prev.isEmpty() && back.isEmpty())) {
      return Optional.empty();
    }
    long prevOffset = back.map(StructType.Member::offset).orElse(-1L);
    return Optional.of(new ListShape(forth.get().offset(), prevOffset, next.equals("first")));
  }
}

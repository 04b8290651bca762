package dev.kaboom.lang.lower.type;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/** A struct or union, known by its tag first and laid out when its members are known. */
public final class StructType implements CType {
  /**
   * A member.
   *
   * @param name "" for an unnamed struct or union, whose members count as the outer one's
   * @param offset in bytes from the start of the struct
   */
  public record Member(String name, CType type, long offset) {}

  /** Whether members follow each other or share their place. */
  public enum Kind {
    STRUCT,
    UNION
  }

  private final Kind kind;
  private final String tag;
  private ImmutableList<Member> members = ImmutableList.of();
  private boolean complete;
  private long size;
  private long alignment = 1;

  /** An incomplete struct or union. */
  public StructType(Kind kind, String tag) {
    this.kind = kind;
    this.tag = tag;
  }

  /**
   * Completes the type.
   *
   * @param declared names and types in order; offsets are computed here
   * @param packed whether members stand without padding
   */
  public void define(ImmutableList<Member> declared, boolean packed) {
    ImmutableList.Builder<Member> placed = ImmutableList.builder();
    long end = 0;
    for (Member member : declared) {
      long align = packed ? 1 : member.type().alignment();
      long offset = kind == Kind.UNION ? 0 : roundUp(end, align);
      placed.add(new Member(member.name(), member.type(), offset));
      end = Math.max(end, offset + member.type().size());
      alignment = Math.max(alignment, align);
    }
    size = roundUp(end, alignment);
    members = placed.build();
    complete = true;
  }

  /** The least multiple of {@code step} (a power of two) that is not below {@code value}. */
  public static long roundUp(long value, long step) {
    return (value + step - 1) & -step;
  }

  /** The members in order, with their offsets. */
  public ImmutableList<Member> members() {
    return members;
  }

  /** Struct or union. */
  public Kind kind() {
    return kind;
  }

  /** The tag. */
  public String tag() {
    return tag;
  }

  /**
   * The member of that name, also inside unnamed members; its offset is from this struct's start.
   */
  public Optional<Member> member(String name) {
    for (Member member : members) {
      if (member.name().equals(name)) {
        return Optional.of(member);
      }
      if (member.name().isEmpty()) {
        Optional<Member> inner = member.type().struct().flatMap(s -> s.member(name));
        if (inner.isPresent()) {
          Member found = inner.get();
          return Optional.of(
              new Member(found.name(), found.type(), member.offset() + found.offset()));
        }
      }
    }
    return Optional.empty();
  }

  /** All names by which members can be selected. */
  public ImmutableList<String> memberNames() {
    ImmutableList.Builder<String> names = ImmutableList.builder();
    for (Member member : members) {
      if (member.name().isEmpty()) {
        member.type().struct().ifPresent(inner -> names.addAll(inner.memberNames()));
      } else {
        names.add(member.name());
      }
    }
    return names.build();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public long alignment() {
    return alignment;
  }

  @Override
  public boolean complete() {
    return complete;
  }

  @Override
  public String spelling() {
    return (kind == Kind.UNION ? "union " : "struct ") + tag;
  }

  @Override
  public Optional<StructType> struct() {
    return Optional.of(this);
  }

  @Override
  public String toString() {
    return spelling();
  }
}

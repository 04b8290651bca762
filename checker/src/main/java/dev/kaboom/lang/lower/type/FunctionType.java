package dev.kaboom.lang.lower.type;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.stream.Collectors;

/** A function type; the parameters are adjusted (arrays and functions have become pointers). */
public record FunctionType(CType result, ImmutableList<CType> parameters) implements CType {
  @Override
  public long size() {
    return 1;
  }

  @Override
  public long alignment() {
    return 1;
  }

  @Override
  public boolean complete() {
    return false;
  }

  @Override
  public String spelling() {
    return spelling("");
  }

  /** The spelling with {@code declarator} where the name stands. */
  String spelling(String declarator) {
    String list =
        parameters.isEmpty()
            ? "void"
            : parameters.stream().map(CType::spelling).collect(Collectors.joining(", "));
    return result.spelling() + " " + declarator + "(" + list + ")";
  }

  @Override
  public Optional<FunctionType> function() {
    return Optional.of(this);
  }

  /** Whether a call through a pointer to {@code other} may reach a function of this type. */
  public boolean callableAs(FunctionType other) {
    if (parameters.size() != other.parameters.size()
        || result.scalar() != other.result.scalar()
        || result.size() != other.result.size()) {
      return false;
    }
    for (int i = 0; i < parameters.size(); i++) {
      CType mine = parameters.get(i);
      CType theirs = other.parameters.get(i);
      if (mine.pointer() != theirs.pointer() || mine.size() != theirs.size()) {
        return false;
      }
    }
    return true;
  }
}

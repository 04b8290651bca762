package dev.kaboom.lang.lower.type;

import java.util.Optional;

/**
 * An array.
 *
 * @param length the number of elements, or -1 while unknown
 */
public record ArrayType(CType element, long length) implements CType {
  @Override
  public long size() {
    return length < 0 ? 0 : element.size() * length;
  }

  @Override
  public long alignment() {
    return element.alignment();
  }

  @Override
  public boolean complete() {
    return length >= 0 && element.complete();
  }

  @Override
  public String spelling() {
    return element.spelling() + (length < 0 ? " []" : " [" + length + "]");
  }

  @Override
  public Optional<CType> target() {
    return Optional.of(element);
  }
}

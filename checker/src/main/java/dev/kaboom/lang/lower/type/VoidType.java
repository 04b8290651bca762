package dev.kaboom.lang.lower.type;

/** {@code void}: no value. As the target of a pointer it counts one byte, as in GNU C. */
public enum VoidType implements CType {
  VOID;

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
    return "void";
  }
}

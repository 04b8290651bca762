package dev.kaboom.lang.syntax;

import com.google.common.collect.ImmutableSet;
import dev.kaboom.lang.Diagnostics;

/** The builders of one file; each needs the others. */
public final class Builders {
  private final BuildContext context;
  private final Constants constants;

  /**
   * Builders for one file.
   *
   * @param typeNames the names of types that the token pass found
   */
  public Builders(Diagnostics diagnostics, ImmutableSet<String> typeNames) {
    this.context = new BuildContext(diagnostics, typeNames);
    this.constants = new Constants(context);
  }

  BuildContext context() {
    return context;
  }

  Constants constants() {
    return constants;
  }

  /** Builds expressions. */
  public ExpressionBuilder expressions() {
    return new ExpressionBuilder(this);
  }

  /** Builds types and what is declared with them. */
  public TypeBuilder types() {
    return new TypeBuilder(this);
  }

  /** Builds struct, union and enum definitions. */
  TagBuilder tags() {
    return new TagBuilder(this);
  }

  /** Builds declarations. */
  public DeclarationBuilder declarations() {
    return new DeclarationBuilder(this);
  }

  /** Builds statements. */
  public StatementBuilder statements() {
    return new StatementBuilder(this);
  }
}

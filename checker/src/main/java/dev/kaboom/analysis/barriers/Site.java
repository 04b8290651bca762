package dev.kaboom.analysis.barriers;

import com.google.common.collect.ImmutableList;
import dev.kaboom.lang.Span;
import java.nio.file.Path;

/**
 * A place of a model that orders accesses.
 *
 * @param file where it stands
 * @param function in which it stands
 * @param at its text in the file
 * @param subject the name of the primitive: {@code smp_wmb}; for {@code ORDER} the two statements
 * @param removal the strongest doubt: the ordering is gone
 * @param weaker the steps between removal and what is written, the weakest first
 */
public record Site(
    Path file,
    String function,
    Span at,
    Kind kind,
    String subject,
    Change removal,
    ImmutableList<Change> weaker) {
  /** What orders. */
  public enum Kind {
    /** A barrier of its own. */
    BARRIER,
    /** {@code READ_ONCE()} and {@code WRITE_ONCE()}. */
    MARKING,
    /** An acquire or a release. */
    ACQUIRE_RELEASE,
    /** The ordering of a read-modify-write operation. */
    RMW,
    /** An {@code _rcu} form of a list primitive. */
    LIST,
    /** Which of two statements comes first. */
    ORDER;

    /** {@code barrier}, {@code acquire-release}. */
    public String label() {
      return switch (this) {
        case BARRIER -> "barrier";
        case MARKING -> "marking";
        case ACQUIRE_RELEASE -> "acquire-release";
        case RMW -> "rmw";
        case LIST -> "list";
        case ORDER -> "order";
      };
    }
  }

  /** The 1-based line on which it begins. */
  public int line() {
    return at.line();
  }

  /** Removal first, then the weaker forms. */
  public ImmutableList<Change> changes() {
    return ImmutableList.<Change>builder().add(removal).addAll(weaker).build();
  }

  /** The same with other steps in between. */
  Site with(ImmutableList<Change> steps) {
    return new Site(file, function, at, kind, subject, removal, steps);
  }

  /** Whether two sites are the same place of the same file, seen in different variants. */
  boolean samePlace(Site other) {
    return file.equals(other.file)
        && kind == other.kind
        && at.start() == other.at.start()
        && at.end() == other.at.end();
  }

  /** How it is written, on one line. */
  public String text() {
    return kind == Kind.ORDER ? subject : at.text().replaceAll("\\s+", " ");
  }
}

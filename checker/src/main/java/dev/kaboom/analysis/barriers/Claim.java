package dev.kaboom.analysis.barriers;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.analysis.trial.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A comment that says with what a barrier pairs: {@code Pairs with the smp_rmb() in f()}.
 *
 * @param line of the comment, 1-based
 * @param text what it says, from "pairs with" on
 * @param names the functions that it names, f and smp_rmb in the example
 */
public record Claim(int line, String text, ImmutableSet<String> names) {
  private static final Pattern COMMENT = Pattern.compile("/\\*(?s:.*?)\\*/|//[^\\n]*");
  private static final Pattern PAIRS = Pattern.compile("(?is)\\bpair(?:s|ed|ing)? with\\b([^.;]*)");
  private static final Pattern NAME = Pattern.compile("(\\w+)\\s*\\(\\)");

  /** How many lines may stand between a comment and what it is about. */
  private static final int LINES_MAX = 3;

  /** What the model says about a claim. */
  public enum Verdict {
    /** The two pair. */
    CONFIRMED,
    /** It pairs, but with something else. */
    CONTRADICTED,
    /** No cycle was found that it keeps from closing together with anything. */
    NOT_SEEN;

    /** {@code confirmed}, {@code contradicted}, {@code not-seen}. */
    public String label() {
      return switch (this) {
        case CONFIRMED -> "confirmed";
        case CONTRADICTED -> "contradicted";
        case NOT_SEEN -> "not-seen";
      };
    }
  }

  /** The claims of the comments about a site: those before it, and one behind it on its line. */
  public static ImmutableList<Claim> about(Site site, List<Site> all) {
    if (site.kind() == Site.Kind.ORDER) {
      return ImmutableList.of();
    }
    String text = site.at().file().text();
    List<Claim> claims = new ArrayList<>();
    Matcher comment = COMMENT.matcher(text);
    while (comment.find()) {
      Matcher pairs = PAIRS.matcher(comment.group());
      if (pairs.find() && concerns(site, all, comment.start(), comment.end())) {
        claim(site.at().file().lineOf(comment.start()), pairs).ifPresent(claims::add);
      }
    }
    return ImmutableList.copyOf(claims);
  }

  private static Optional<Claim> claim(int line, Matcher pairs) {
    ImmutableSet.Builder<String> names = ImmutableSet.builder();
    Matcher name = NAME.matcher(pairs.group(1));
    while (name.find()) {
      names.add(name.group(1));
    }
    String words = pairs.group().replaceAll("\\s*\\*/.*|\\s*\\n\\s*\\*?\\s*", " ").strip();
    ImmutableSet<String> found = names.build();
    return found.isEmpty() ? Optional.empty() : Optional.of(new Claim(line, words, found));
  }

  private static boolean concerns(Site site, List<Site> all, int start, int end) {
    int line = site.at().file().lineOf(start);
    boolean behind = start >= site.at().end() && line == site.at().file().lineOf(site.at().end());
    int lines = site.line() - site.at().file().lineOf(end);
    boolean before = end <= site.at().start() && lines <= LINES_MAX;
    return behind || (before && isFirstAfter(site, all, end));
  }

  private static boolean isFirstAfter(Site site, List<Site> all, int end) {
    return all.stream()
        .filter(other -> other.kind() != Site.Kind.ORDER && other.file().equals(site.file()))
        .noneMatch(o -> o.at().start() >= end && o.at().start() < site.at().start());
  }

  /**
   * Holds the claim against what was found.
   *
   * @param handlers of the same CPU that see what is out of order without the site
   */
  Verdict verdict(List<Site> partners, List<Witness> handlers, Calls calls) {
    boolean confirmed =
        partners.stream().anyMatch(partner -> names(partner, calls))
            || handlers.stream().anyMatch(handler -> names(handler, calls));
    if (confirmed) {
      return Verdict.CONFIRMED;
    }
    return partners.isEmpty() && !mistaken(handlers, calls)
        ? Verdict.NOT_SEEN
        : Verdict.CONTRADICTED;
  }

  /** Whether it names functions of a handler alone, and others of that handler see the order. */
  private boolean mistaken(List<Witness> handlers, Calls calls) {
    return !handlers.isEmpty()
        && names.stream()
            .allMatch(
                name ->
                    handlers.stream().anyMatch(handler -> calls.besides(handler, name))
                        && handlers.stream().noneMatch(handler -> calls.runs(handler, name)));
  }

  /** A barrier of a handler takes no part, so that only functions can be meant. */
  private boolean names(Witness handler, Calls calls) {
    return names.stream().allMatch(name -> calls.runs(handler, name));
  }

  /**
   * A comment may name the function, the primitive, or both; what it names has to be there. Who
   * says f() means what f() calls as well.
   */
  private boolean names(Site partner, Calls calls) {
    return names.stream()
        .allMatch(
            name -> name.equals(partner.subject()) || calls.reaches(name, partner.function()));
  }
}

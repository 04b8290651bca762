package dev.kaboom.verdict;

import com.google.common.collect.ImmutableList;

/**
 * A sequence of choices that determines one execution. Its text is what {@code kaboom replay}
 * takes: labels joined by ',', a label repeated n times in a row written {@code label*n}, for
 * example {@code cpu0*3,nmi0,cpu0*2,flush0}.
 *
 * @param labels one label a transition, as docs/semantics.md lists them
 */
public record Schedule(ImmutableList<String> labels) {
  /** The text form. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    int index = 0;
    while (index < labels.size()) {
      String label = labels.get(index);
      int end = index;
      while (end < labels.size() && labels.get(end).equals(label)) {
        end++;
      }
      text.append(index == 0 ? "" : ",").append(label);
      if (end - index > 1) {
        text.append('*').append(end - index);
      }
      index = end;
    }
    return text.toString();
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException with a sentence for the user when the text is malformed or
   *     longer than a million labels
   */
  public static Schedule parse(String text) {
    ImmutableList.Builder<String> labels = ImmutableList.builder();
    long total = 0;
    for (String part : text.strip().split(",", -1)) {
      int star = part.indexOf('*');
      String label = (star < 0 ? part : part.substring(0, star)).strip();
      int count = star < 0 ? 1 : count(part.substring(star + 1).strip());
      total += count;
      if (label.isEmpty() || count < 1 || total > 1_000_000) {
        throw new IllegalArgumentException("'" + part + "' is no step of a schedule");
      }
      for (int i = 0; i < count; i++) {
        labels.add(label);
      }
    }
    return new Schedule(labels.build());
  }

  private static int count(String digits) {
    return digits.matches("[0-9]{1,7}") ? Integer.parseInt(digits) : -1;
  }
}

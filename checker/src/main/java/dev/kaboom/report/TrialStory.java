package dev.kaboom.report;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.Checked;
import dev.kaboom.program.Position;
import dev.kaboom.verdict.ExecutionPicture;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import java.util.Optional;

/** What a violated check tells, as lines of text that can be kept and shown later. */
public final class TrialStory {
  private TrialStory() {}

  /** {@code FINALLY "name"}: the violation without its place, which a change of the model moves. */
  public static String name(Violation violation) {
    Violation anywhere = new Violation(violation.kind(), violation.name(), Position.NONE);
    return ViolationText.headline(anywhere);
  }

  /** The drawing of the trace with its cause and its end; empty for another verdict. */
  public static ImmutableList<String> lines(Checked check) {
    Optional<ExecutionPicture> picture = check.result().picture();
    if (picture.isPresent()) {
      return new GraphText(check.result().model(), Palette.PLAIN, picture.get()).body();
    }
    ViolationText text = new ViolationText(check.result().model(), Palette.PLAIN);
    return check.result().verdict() instanceof Verdict.Violated violated
        ? text.body(violated, check.cause())
        : check.witness().map(w -> text.body(w, "")).orElse(ImmutableList.of());
  }
}

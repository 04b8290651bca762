package dev.kaboom.report;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Position;
import dev.kaboom.property.Model;
import dev.kaboom.report.Palette.Role;
import dev.kaboom.report.TraceDrawing.Detail;
import dev.kaboom.verdict.ExecutionPicture;
import dev.kaboom.verdict.ExecutionPicture.CycleEdge;
import dev.kaboom.verdict.ExecutionPicture.Standing;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An execution graph told for people: its drawing, in which the events of the cycle have letters,
 * the cycle edge by edge, the cause, what would forbid it, and where it ends.
 *
 * <p>Within a column time goes downwards; that one event stands above another CPU's says nothing.
 */
final class GraphText {
  private static final int INDENT = 4;
  private static final char GLUE = '\u00a0';

  private final Model model;
  private final Palette palette;
  private final ExecutionPicture picture;
  private final Map<Integer, String> letters = new LinkedHashMap<>();

  GraphText(Model model, Palette palette, ExecutionPicture picture) {
    this.model = model;
    this.palette = palette;
    this.picture = picture;
    for (CycleEdge link : picture.cycle()) {
      addLetter(link.edge().from());
      addLetter(link.edge().to());
    }
  }

  private void addLetter(int step) {
    int number = letters.size();
    String letter = number < 26 ? String.valueOf((char) ('a' + number)) : "e" + number;
    letters.putIfAbsent(step, letter);
  }

  /** Everything below the headline. */
  ImmutableList<String> body() {
    ViolationText text = new ViolationText(model, palette);
    Trace lettered = lettered();
    Aliases aliases = TraceDrawing.of(model, lettered, Detail.ESSENTIAL).aliases();
    ImmutableList.Builder<String> after = ImmutableList.builder();
    after.addAll(cycle(aliases));
    if (!picture.cause().isEmpty()) {
      after.addAll(text.labelled("cause:", picture.cause()));
    }
    if (!picture.remedy().isEmpty()) {
      after.addAll(text.labelled("remedy:", picture.remedy()));
    }
    return lettered.steps().isEmpty()
        ? after.build()
        : text.told(lettered, Detail.ESSENTIAL, after.build());
  }

  /** The trace with the letters before the actions. */
  private Trace lettered() {
    ImmutableList.Builder<Step> steps = ImmutableList.builder();
    for (int i = 0; i < picture.trace().steps().size(); i++) {
      Step step = picture.trace().steps().get(i);
      String letter = letters.get(i);
      steps.add(letter == null ? step : withAction(step, letter + ": " + step.action()));
    }
    Trace trace = picture.trace();
    return new Trace(steps.build(), trace.initialMemory(), trace.finalMemory(), -1);
  }

  private static Step withAction(Step step, String action) {
    return new Step(
        step.label(),
        step.kind(),
        step.context(),
        step.cpu(),
        step.depth(),
        step.at(),
        action,
        step.effects());
  }

  private List<String> cycle(Aliases aliases) {
    if (picture.cycle().isEmpty()) {
      return List.of();
    }
    boolean closed = !picture.forbidding().isEmpty();
    String heading = closed ? "cycle, which " + picture.forbidding() + " forbids:" : "race:";
    List<String> lines = new ArrayList<>();
    lines.add("  " + palette.paint(Role.TITLE, heading));
    for (CycleEdge link : picture.cycle()) {
      String to = letters.getOrDefault(link.edge().to(), "");
      String arrow = " --" + link.edge().kind().label() + "-->" + GLUE + to;
      String note = link.note().isEmpty() ? "" : " [" + note(link) + "]";
      addLine(lines, event(link.edge().from(), aliases) + arrow + note);
    }
    if (!closed) {
      int last = picture.cycle().get(picture.cycle().size() - 1).edge().to();
      addLine(lines, event(last, aliases));
    }
    return lines;
  }

  private static String note(CycleEdge link) {
    return link.standing() == Standing.RELAXED && !link.note().equals("race")
        ? "relaxed: " + link.note()
        : link.note();
  }

  private static void addLine(List<String> lines, String text) {
    TextWrap.lines(text, ViolationText.WIDTH - INDENT, INDENT)
        .forEach(line -> lines.add(" ".repeat(INDENT) + line));
  }

  /** {@code a: WRITE_ONCE(x, 1) (SB.litmus:7)}. */
  private String event(int index, Aliases aliases) {
    Step step = picture.trace().steps().get(index);
    Position at = step.at();
    String file = at.file().substring(at.file().lastIndexOf('/') + 1);
    boolean own = at.file().equals(model.program().file());
    String line = own ? "line" + GLUE + at.line() : file + ":" + at.line();
    String place = at.line() == 0 ? "" : " (" + line + ")";
    return letters.getOrDefault(index, "") + ": " + aliases.in(step.action()) + place;
  }
}

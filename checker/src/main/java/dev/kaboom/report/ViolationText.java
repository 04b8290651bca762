package dev.kaboom.report;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checked;
import dev.kaboom.check.Expected;
import dev.kaboom.program.Memory;
import dev.kaboom.property.Model;
import dev.kaboom.report.Palette.Role;
import dev.kaboom.report.TraceDrawing.Detail;
import dev.kaboom.verdict.ExecutionPicture;
import dev.kaboom.verdict.Trace;
import dev.kaboom.verdict.Verdict;
import dev.kaboom.verdict.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A violation told for people: what it is, the drawing of its trace, its cause, where it ends. */
final class ViolationText {
  /** Changelogs keep below 75 columns; the drawing and all sentences stay within this. */
  static final int WIDTH = 72;

  private final Model model;
  private final Palette palette;

  ViolationText(Model model, Palette palette) {
    this.model = model;
    this.palette = palette;
  }

  /** {@code FINALLY "no VMCS outlives VMXOFF in the cache" (vmclear.c:88)}. */
  static String headline(Violation violation) {
    String what =
        switch (violation.kind()) {
          case ALWAYS, FINALLY, EXISTS -> violation.kind() + " \"" + violation.name() + "\"";
          case CONDITION -> "the claim " + violation.name();
          case ASSERT, BUG, WARN, FAULT, BAD_ACCESS, DEADLOCK, LIVELOCK, FLAG -> named(violation);
        };
    if (violation.at().line() == 0) {
      return what;
    }
    return "%s (%s:%d)".formatted(what, violation.at().file(), violation.at().line());
  }

  private static String named(Violation violation) {
    String kind = Expected.kindLabel(violation.kind()).replace('-', ' ');
    String name = violation.name();
    return name.toLowerCase(Locale.ROOT).startsWith(kind) ? name : kind + ": " + name;
  }

  /** Everything after the headline. */
  ImmutableList<String> story(Checked check, Verdict.Violated violated, CheckOptions options) {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    Optional<ExecutionPicture> picture = check.result().picture();
    lines.addAll(
        picture.isPresent()
            ? picture(check, picture.get(), options)
            : body(violated, check.cause()));
    if (!violated.schedule().labels().isEmpty()) {
      lines.add("  " + palette.paint(Role.TITLE, "replay:"));
      lines.add("    " + ReplayLine.of(check, violated, options));
    }
    return lines.build();
  }

  /** An execution graph, and the command that finds it again. */
  ImmutableList<String> picture(Checked check, ExecutionPicture picture, CheckOptions options) {
    return ImmutableList.<String>builder()
        .addAll(new GraphText(model, palette, picture).body())
        .add("  " + palette.paint(Role.TITLE, "again:"))
        .add("    " + ReplayLine.again(check, options))
        .build();
  }

  /** Everything between the headline and the replay command. */
  ImmutableList<String> body(Verdict.Violated violated, String cause) {
    Trace trace = violated.trace();
    if (trace.steps().isEmpty()) {
      return cause.isEmpty() ? ImmutableList.of() : labelled("cause:", cause);
    }
    return told(
        trace, Detail.ESSENTIAL, cause.isEmpty() ? ImmutableList.of() : labelled("cause:", cause));
  }

  /**
   * The legend of the drawing, the drawing, {@code after} it, the final state and the lists in it.
   */
  ImmutableList<String> told(Trace trace, Detail detail, ImmutableList<String> after) {
    TraceDrawing drawing = TraceDrawing.of(model, trace, detail);
    Aliases aliases = drawing.aliases();
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    for (String alias : aliases.legend()) {
      TextWrap.lines(alias, WIDTH - 2, 8).forEach(line -> lines.add("  " + line));
    }
    if (!aliases.legend().isEmpty()) {
      lines.add("");
    }
    lines.addAll(drawing.lines(aliases, palette, WIDTH)).add("").addAll(after);
    Memory memory = model.program().memory();
    ListDrawing lists = new ListDrawing(memory, trace.initialMemory(), trace.finalMemory());
    addBlock(lines, "final state:", FinalState.lines(model, trace, lists.cells(), aliases));
    addBlock(lines, "lists:", lists.lines().stream().map(aliases::in).toList());
    return lines.build();
  }

  private void addBlock(ImmutableList.Builder<String> lines, String label, List<String> block) {
    if (block.isEmpty()) {
      return;
    }
    lines.add("  " + palette.paint(Role.TITLE, label));
    for (String text : block) {
      int hang = 2 + text.length() - text.stripLeading().length();
      TextWrap.lines(text, WIDTH - 4, hang).forEach(line -> lines.add("    " + line));
    }
  }

  /** A paragraph behind its label. */
  ImmutableList<String> labelled(String label, String text) {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    int indent = label.length() + 3;
    List<String> wrapped = TextWrap.lines(text, WIDTH - indent, 0);
    for (int i = 0; i < wrapped.size(); i++) {
      String left = i == 0 ? "  " + palette.paint(Role.TITLE, label) + " " : " ".repeat(indent);
      lines.add(left + wrapped.get(i));
    }
    return lines.build();
  }
}

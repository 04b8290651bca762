package dev.kaboom.lang.litmus;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import com.google.common.collect.Range;
import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.SourceFile;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.LitmusCondition;
import dev.kaboom.lang.ast.LitmusTerm;
import dev.kaboom.lang.ast.LitmusTest;
import dev.kaboom.lang.ast.LitmusTest.RoutineKind;
import dev.kaboom.lang.ast.TypeNode;
import dev.kaboom.lang.grammar.CParser;
import dev.kaboom.lang.syntax.Builders;
import dev.kaboom.property.Expectation;
import dev.kaboom.property.Quantifier;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** Builds a litmus test from its parse tree. */
final class LitmusBuilder {
  private final SourceFile file;
  private final Builders builders;
  private final Diagnostics diagnostics;
  private final ConditionBuilder conditions;

  LitmusBuilder(SourceFile file, Builders builders, Diagnostics diagnostics) {
    this.file = file;
    this.builders = builders;
    this.diagnostics = diagnostics;
    this.conditions = new ConditionBuilder(diagnostics);
  }

  LitmusTest build(CParser.LitmusContext tree, String name, Expectation expectation) {
    return new LitmusTest(
        file.span(0, file.text().length()),
        name,
        initial(tree),
        routines(tree),
        locations(tree),
        filter(tree),
        quantifier(tree),
        condition(tree),
        text(tree),
        expectation);
  }

  private ImmutableList<LitmusTest.Init> initial(CParser.LitmusContext tree) {
    ImmutableList.Builder<LitmusTest.Init> entries = ImmutableList.builder();
    tree.initEntry().forEach(entry -> entries.add(entry(entry)));
    return entries.build();
  }

  private LitmusTest.Init entry(CParser.InitEntryContext tree) {
    CParser.InitTargetContext target = tree.initTarget();
    return new LitmusTest.Init(
        span(tree),
        target.thread == null ? null : conditions.cpu(target.thread),
        target.tagName().getText(),
        tree.specifiers() == null ? untyped(target) : type(tree.specifiers(), target),
        tree.initializer() == null ? null : builders.expressions().build(tree.initializer()));
  }

  /** Without a type {@code x[2]} and {@code *x} still say what they are; the rest is int. */
  private @Nullable TypeNode untyped(CParser.InitTargetContext target) {
    if (target.pointer().isEmpty() && target.declaratorSuffix().isEmpty()) {
      return null;
    }
    return shaped(target, new TypeNode.Basic(span(target), TypeNode.BasicKind.INT));
  }

  private TypeNode type(CParser.SpecifiersContext specifiers, CParser.InitTargetContext target) {
    return shaped(target, builders.types().specifiersOnly(specifiers));
  }

  private TypeNode shaped(CParser.InitTargetContext target, TypeNode base) {
    TypeNode type = base;
    for (CParser.PointerContext pointer : target.pointer()) {
      type = builders.types().pointer(pointer, type);
    }
    for (CParser.DeclaratorSuffixContext suffix : Lists.reverse(target.declaratorSuffix())) {
      type = builders.types().suffixed(suffix, type);
    }
    return type;
  }

  private ImmutableList<LitmusTest.Routine> routines(CParser.LitmusContext tree) {
    ImmutableList.Builder<LitmusTest.Routine> routines = ImmutableList.builder();
    for (CParser.RoutineContext routine : tree.routine()) {
      RoutineName name = RoutineName.parse(routine.word.getText());
      if (name == null) {
        diagnostics.error(
            ConditionBuilder.span(routine.word),
            "'" + routine.word.getText() + "' is no routine of a litmus test",
            "processes are P0, P1, ...; handlers on the CPU of P0 are NMI0 and IRQ0");
      } else {
        routines.add(routine(routine, name));
      }
    }
    return routines.build();
  }

  private LitmusTest.Routine routine(CParser.RoutineContext tree, RoutineName name) {
    return new LitmusTest.Routine(
        ConditionBuilder.span(tree.word),
        name.kind(),
        name.cpu(),
        builders.types().parameters(tree.parameter()),
        builders.statements().block(tree.block()));
  }

  private ImmutableList<LitmusTerm> locations(CParser.LitmusContext tree) {
    ImmutableList.Builder<LitmusTerm> terms = ImmutableList.builder();
    for (CParser.LocationsContext list : tree.locations()) {
      list.location().forEach(location -> terms.add(conditions.term(location.term())));
    }
    return terms.build();
  }

  private @Nullable LitmusCondition filter(CParser.LitmusContext tree) {
    LitmusCondition all = null;
    for (CParser.FilterContext filter : tree.filter()) {
      LitmusCondition next = conditions.build(filter.proposition());
      all = all == null ? next : new LitmusCondition.And(span(filter), all, next);
    }
    return all;
  }

  private static Quantifier quantifier(CParser.LitmusContext tree) {
    CParser.FinalConditionContext condition = tree.finalCondition();
    if (condition == null) {
      return Quantifier.FORALL;
    }
    CParser.QuantifierContext quantifier = condition.quantifier();
    if (quantifier.Forall() != null) {
      return Quantifier.FORALL;
    }
    return quantifier.Tilde() != null || quantifier.Not() != null
        ? Quantifier.NOT_EXISTS
        : Quantifier.EXISTS;
  }

  private LitmusCondition condition(CParser.LitmusContext tree) {
    return tree.finalCondition() == null
        ? new LitmusCondition.Literal(file.span(file.text().length(), file.text().length()), true)
        : conditions.build(tree.finalCondition().proposition());
  }

  private static String text(CParser.LitmusContext tree) {
    return tree.finalCondition() == null
        ? "true"
        : CharMatcher.whitespace()
            .trimAndCollapseFrom(spelled(tree.finalCondition().proposition()), ' ');
  }

  /** The words of a tree with a blank wherever the source has one or a comment. */
  private static String spelled(ParserRuleContext tree) {
    StringBuilder text = new StringBuilder();
    TokensOf.each(
        tree,
        (token, gap) -> text.append(gap == TokensOf.Gap.BLANK ? " " : "").append(token.getText()));
    return text.toString();
  }

  private static Span span(ParserRuleContext tree) {
    return ConditionBuilder.span(tree);
  }

  /** The name of a routine: what runs it, and where. */
  record RoutineName(RoutineKind kind, int cpu) {
    private static final Range<Integer> CPUS = Range.closedOpen(0, 64);

    static @Nullable RoutineName parse(String word) {
      for (RoutineKind kind : RoutineKind.values()) {
        String prefix = kind == RoutineKind.PROCESS ? "P" : kind.name();
        String number = word.startsWith(prefix) ? word.substring(prefix.length()) : "";
        if (number.matches("[0-9]{1,3}") && CPUS.contains(Integer.valueOf(number))) {
          return new RoutineName(kind, Integer.parseInt(number));
        }
      }
      return null;
    }
  }
}

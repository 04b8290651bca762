package dev.kaboom.analysis.edit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.Overlay;
import dev.kaboom.lang.SourceFile;
import dev.kaboom.lang.ast.Declaration;
import dev.kaboom.lang.ast.Declaration.FunctionDefinition;
import dev.kaboom.lang.ast.LitmusTest;
import dev.kaboom.lang.ast.Node;
import dev.kaboom.lang.kernelc.BundledHeaders;
import dev.kaboom.lang.kernelc.KernelCParser;
import dev.kaboom.lang.litmus.LitmusParser;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The functions under test of one variant of a model: those that are there to be changed. */
public final class SourceView {
  private SourceView() {}

  /** Which functions are asked for. */
  public enum Reach {
    /** Those of the model's own file and of C files that it includes. */
    OWN,
    /** Those of headers beside the model as well. */
    LOCAL_HEADERS,
    /** The blocks of the scenario as well. */
    SCENARIO
  }

  /**
   * The functions, in the order of the preprocessed source; none where the source cannot be read.
   * What a property's predicate calls belongs to the property, and is no function under test.
   *
   * @param texts the files that the model consists of, the model itself among them
   */
  public static ImmutableList<Routine> routines(
      Path model, ImmutableMap<String, String> defines, Map<Path, String> texts, Reach reach) {
    SourceFile file = new SourceFile(model.toString(), texts.getOrDefault(model, ""));
    return model.toString().endsWith(".litmus")
        ? litmus(model, file)
        : kernelC(file, defines, texts, reach);
  }

  private static ImmutableList<Routine> litmus(Path model, SourceFile file) {
    return LitmusParser.parse(file, new Diagnostics()).map(LitmusTest::routines).stream()
        .flatMap(ImmutableList::stream)
        .map(r -> new Routine(model, r.name(), r.body(), Routine.names(r.parameters())))
        .collect(ImmutableList.toImmutableList());
  }

  private static ImmutableList<Routine> kernelC(
      SourceFile file, ImmutableMap<String, String> defines, Map<Path, String> texts, Reach reach) {
    ImmutableList<Declaration> declarations = declarations(file, defines, texts);
    Set<String> asked = specification(declarations);
    ImmutableList.Builder<Routine> routines = ImmutableList.builder();
    for (Declaration declaration : declarations) {
      if (declaration instanceof FunctionDefinition function && !asked.contains(function.name())) {
        Path where = Path.of(function.body().span().file().name());
        boolean own = reach != Reach.OWN || !where.toString().endsWith(".h");
        if (own && texts.containsKey(where)) {
          ImmutableSet<String> parameters = Routine.names(function.type().parameters());
          routines.add(new Routine(where, function.name(), function.body(), parameters));
        }
      } else if (reach == Reach.SCENARIO
          && declaration instanceof Declaration.ScenarioBlock block
          && block.kind() != Declaration.ScenarioKind.INIT) {
        Path where = Path.of(block.span().file().name());
        routines.add(new Routine(where, title(block), block.body(), ImmutableSet.of()));
      }
    }
    return routines.build();
  }

  /** {@code NMI(0)}. */
  private static String title(Declaration.ScenarioBlock block) {
    return block.span().text().replaceAll("\\s*\\{?$", "");
  }

  private static ImmutableList<Declaration> declarations(
      SourceFile file, ImmutableMap<String, String> defines, Map<Path, String> texts) {
    BundledHeaders headers = new BundledHeaders(Overlay.of(ImmutableMap.copyOf(texts)));
    return KernelCParser.parse(file, defines, headers, new Diagnostics()).declarations();
  }

  /**
   * Of each function of a model, headers included, those that call it, directly or through others,
   * and the blocks of the scenario that do.
   */
  public static ImmutableSetMultimap<String, String> calls(
      Path model, ImmutableMap<String, String> defines, Map<Path, String> texts) {
    if (model.toString().endsWith(".litmus")) {
      return ImmutableSetMultimap.of();
    }
    SourceFile file = new SourceFile(model.toString(), texts.getOrDefault(model, ""));
    ImmutableList.Builder<Routine> all = ImmutableList.builder();
    for (Declaration declaration : declarations(file, defines, texts)) {
      if (declaration instanceof FunctionDefinition function) {
        all.add(new Routine(model, function.name(), function.body(), ImmutableSet.of()));
      } else if (declaration instanceof Declaration.ScenarioBlock block) {
        all.add(new Routine(model, title(block), block.body(), ImmutableSet.of()));
      }
    }
    return callers(all.build());
  }

  /** The functions that properties call, directly or not. */
  private static Set<String> specification(ImmutableList<Declaration> declarations) {
    Map<String, FunctionDefinition> functions = new LinkedHashMap<>();
    Deque<Node> open = new ArrayDeque<>();
    for (Declaration declaration : declarations) {
      if (declaration instanceof FunctionDefinition function) {
        functions.put(function.name(), function);
      } else if (declaration instanceof Declaration.ScenarioProperty property) {
        open.add(property.predicate());
      }
    }
    Set<String> found = new LinkedHashSet<>();
    while (!open.isEmpty()) {
      for (String name : Routine.mentioned(open.remove())) {
        FunctionDefinition function = functions.get(name);
        if (function != null && found.add(name)) {
          open.add(function.body());
        }
      }
    }
    return found;
  }

  /** Of each function those that call it, directly or through others of the list. */
  private static ImmutableSetMultimap<String, String> callers(Iterable<Routine> routines) {
    SetMultimap<String, String> callers = LinkedHashMultimap.create();
    for (Routine routine : routines) {
      Routine.mentioned(routine.body()).forEach(name -> callers.put(name, routine.name()));
    }
    boolean grown = true;
    while (grown) {
      SetMultimap<String, String> further = LinkedHashMultimap.create();
      callers.forEach((called, caller) -> further.putAll(called, callers.get(caller)));
      grown = callers.putAll(further);
    }
    return ImmutableSetMultimap.copyOf(callers);
  }
}

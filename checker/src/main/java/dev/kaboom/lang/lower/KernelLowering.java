package dev.kaboom.lang.lower;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Declaration;
import dev.kaboom.lang.ast.Declaration.ScenarioBlock;
import dev.kaboom.lang.ast.Declaration.ScenarioKind;
import dev.kaboom.lang.ast.Declaration.ScenarioProperty;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.Statement;
import dev.kaboom.lang.ast.TranslationUnit;
import dev.kaboom.program.Code;
import dev.kaboom.program.Memory;
import dev.kaboom.program.Program;
import dev.kaboom.property.Expectation;
import dev.kaboom.property.Model;
import dev.kaboom.property.Model.Dialect;
import dev.kaboom.property.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a kernel C file into a model. */
public final class KernelLowering {
  /** CPUs are numbered below this. */
  static final int CPUS_MAX = 64;

  private final TranslationUnit file;
  private final Diagnostics diagnostics;
  private final Unit unit;
  private final List<ScenarioBlock> blocks = new ArrayList<>();
  private final List<ScenarioProperty> properties = new ArrayList<>();

  private KernelLowering(
      TranslationUnit file,
      Diagnostics diagnostics,
      int cpusAtLeast,
      ImmutableMap<String, Intrinsic> intrinsics,
      HeaderIndex headers) {
    this.file = file;
    this.diagnostics = diagnostics;
    for (Declaration declaration : file.declarations()) {
      if (declaration instanceof ScenarioBlock block) {
        blocks.add(block);
      } else if (declaration instanceof ScenarioProperty property) {
        properties.add(property);
      }
    }
    int cpus = Math.max(cpusAtLeast, cpuCount(intrinsics, headers));
    this.unit = new Unit(Dialect.KERNEL_C, diagnostics, cpus, intrinsics, headers);
  }

  /**
   * Lowers a file.
   *
   * @param name the model's name
   * @param cpusAtLeast how many CPUs there are even if no block names them
   * @return empty if {@code diagnostics} has errors
   */
  public static Optional<Model> lower(
      TranslationUnit file,
      String name,
      int cpusAtLeast,
      ImmutableMap<String, Intrinsic> intrinsics,
      HeaderIndex headers,
      Diagnostics diagnostics) {
    try {
      KernelLowering lowering =
          new KernelLowering(file, diagnostics, cpusAtLeast, intrinsics, headers);
      Model model = lowering.model(name);
      return diagnostics.hasErrors() ? Optional.empty() : Optional.of(model);
    } catch (LoweringLimitException limit) {
      diagnostics.error(limit.at(), limit.complaint());
      return Optional.empty();
    }
  }

  /** CPU numbers may be enum constants, so a first look at all declarations has to find them. */
  private int cpuCount(ImmutableMap<String, Intrinsic> intrinsics, HeaderIndex headers) {
    Unit scratch = new Unit(Dialect.KERNEL_C, new Diagnostics(), 1, intrinsics, headers);
    Body constants = Globals.declare(scratch, file);
    long most = 0;
    for (ScenarioBlock block : blocks) {
      most = Math.max(most, number(constants, block.cpu()));
    }
    return (int) Math.min(most, CPUS_MAX - 1) + 1;
  }

  /** The number of a CPU, or 0: what is wrong with it is said when the block is lowered. */
  private static long number(Body constants, @Nullable Expression cpu) {
    try {
      return cpu == null ? 0 : constants.constant(cpu).orElse(0);
    } catch (SemanticException problem) {
      return 0;
    }
  }

  private Model model(String name) {
    Body constants = Globals.declare(unit, file);
    if (blocks.stream().noneMatch(block -> block.kind() != ScenarioKind.INIT)) {
      diagnostics.error(
          file.span().file().span(0, 0),
          "nothing runs: the file has no CPU(n) { … } block",
          "say at top level what each CPU does, for example CPU(0) { f(); }");
    }
    Code init = init();
    Contexts contexts = new Contexts(unit, constants);
    contexts.blocks(blocks);
    ImmutableList<Property> lowered = new Predicates(unit).lower(properties);
    Memory memory = unit.memory().build();
    Program program =
        new Program(
            name, file.span().file().name(), unit.cpuCount(), memory, init, contexts.finished());
    return new Model(
        program,
        lowered,
        ModelObservables.of(unit, memory, !properties.isEmpty()),
        Expectation.NONE,
        Dialect.KERNEL_C);
  }

  private Code init() {
    ImmutableList.Builder<Statement> bodies = ImmutableList.builder();
    Span span = file.span();
    for (ScenarioBlock block : blocks) {
      if (block.kind() == ScenarioKind.INIT) {
        bodies.add(block.body());
        span = block.span();
      }
    }
    Site site = new Site(Site.Kind.INIT, "INIT", "init", 0);
    Statement.Block all = new Statement.Block(span, bodies.build());
    return Contexts.finish(unit, new Body(unit, site, all), body -> body.lower(all), span);
  }
}

package dev.kaboom.lang.lower;

import com.google.common.collect.ImmutableList;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Attribute;
import dev.kaboom.lang.ast.Declaration;
import dev.kaboom.lang.ast.Initializer;
import dev.kaboom.lang.ast.Statement;
import dev.kaboom.lang.ast.TranslationUnit;
import dev.kaboom.lang.ast.TypeNode;
import dev.kaboom.lang.lower.Place.InMemory;
import dev.kaboom.lang.lower.Place.Space;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.lang.lower.type.CType;
import dev.kaboom.lang.lower.type.Conversions;
import dev.kaboom.lang.lower.type.FunctionType;
import dev.kaboom.lang.lower.type.VolatileType;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Declarations at top level: global variables get addresses and initial values. */
final class Globals implements Declaration.Visitor<Done> {
  private final Unit unit;
  private final Body body;
  private final TypeDeclarations types;
  private final Set<String> initialized = new LinkedHashSet<>();
  private final Map<String, Span> undefined = new LinkedHashMap<>();

  private Globals(Unit unit, TranslationUnit file) {
    this.unit = unit;
    this.body = constants(unit, file.span());
    this.types = new TypeDeclarations(body);
  }

  /** A body in which constants and types at top level are looked at. */
  static Body constants(Unit unit, Span span) {
    Site site = new Site(Site.Kind.CONSTANT, "", "", 0);
    return new Body(unit, site, new Statement.Block(span, ImmutableList.of()), unit.globals());
  }

  /** Declares everything in the file; gives the body in which its constants are evaluated. */
  static Body declare(Unit unit, TranslationUnit file) {
    Globals globals = new Globals(unit, file);
    for (Declaration declaration : file.declarations()) {
      try {
        declaration.accept(globals);
      } catch (SemanticException problem) {
        unit.diagnostics().add(problem.diagnostic());
      }
    }
    globals.undefined.forEach(
        (name, at) ->
            unit.diagnostics().error(at, "'" + name + "' is declared extern but defined nowhere"));
    TakenFunctions.find(
        file, name -> Optional.ofNullable(unit.routines().get(name)).ifPresent(Routine::take));
    return globals.body;
  }

  @Override
  public Done variable(Declaration.Variable declaration) {
    String name = declaration.name();
    Initializer initializer = declaration.initializer();
    CType type = Declarations.variableType(body, declaration);
    if (declaration.attributes().contains(Attribute.VOLATILE)) {
      type = VolatileType.of(type);
    }
    boolean external = declaration.attributes().contains(Attribute.EXTERN) && initializer == null;
    Unit.Global global = unit.variables().get(name);
    if (global == null) {
      global = place(declaration, type);
      if (external) {
        undefined.put(name, declaration.span());
      }
    } else if (!Conversions.compatible(global.type(), type)) {
      throw new SemanticException(
          declaration.span(), "'" + name + "' was declared before with another type");
    }
    if (!external) {
      undefined.remove(name);
    }
    if (initializer != null) {
      if (!initialized.add(name)) {
        throw new SemanticException(declaration.span(), "'" + name + "' is defined twice");
      }
      StaticValues.assign(body, global.address(), global.type(), initializer);
    }
    return Done.DONE;
  }

  private Unit.Global place(Declaration.Variable declaration, CType type) {
    String name = declaration.name();
    if (unit.globals().own(name).isPresent()) {
      throw new SemanticException(
          declaration.span(), "'" + name + "' is declared twice, as different things");
    }
    unit.checkObject(name, type, declaration.span());
    boolean perCpu = declaration.attributes().contains(Attribute.PER_CPU);
    long address = perCpu ? unit.memory().perCpu(name, type) : unit.memory().global(name, type);
    Space space = perCpu ? Space.PER_CPU : Space.ORDINARY;
    Place place = InMemory.of(type, Terms.constant(address), space);
    unit.globals().define(name, new Symbol.Variable(name, place));
    Unit.Global global = new Unit.Global(name, type, address, perCpu);
    unit.variables().put(name, global);
    return global;
  }

  private Routine routine(String name, TypeNode.Function written, Span span) {
    FunctionType type = body.types().ofFunction(written);
    Routine known = unit.routines().get(name);
    if (known != null) {
      if (known.type().parameters().size() != type.parameters().size()) {
        throw new SemanticException(
            span, "'" + name + "' was declared before with other parameters");
      }
      return known;
    }
    if (unit.globals().own(name).isPresent()) {
      throw new SemanticException(span, "'" + name + "' is declared twice, as different things");
    }
    Routine routine = new Routine(name, type);
    unit.routines().put(name, routine);
    unit.globals().define(name, new Symbol.Callable(routine));
    return routine;
  }

  @Override
  public Done functionDeclaration(Declaration.FunctionDeclaration declaration) {
    routine(declaration.name(), declaration.type(), declaration.span());
    return Done.DONE;
  }

  @Override
  public Done functionDefinition(Declaration.FunctionDefinition declaration) {
    Routine routine = routine(declaration.name(), declaration.type(), declaration.span());
    if (routine.definition() != null) {
      throw new SemanticException(
          declaration.span(), "'" + declaration.name() + "' is defined twice");
    }
    routine.define(declaration);
    return Done.DONE;
  }

  @Override
  public Done aggregate(Declaration.AggregateDefinition declaration) {
    types.aggregate(declaration);
    return Done.DONE;
  }

  @Override
  public Done enumeration(Declaration.EnumDefinition declaration) {
    types.enumeration(declaration);
    return Done.DONE;
  }

  @Override
  public Done typedef(Declaration.Typedef declaration) {
    types.typedef(declaration);
    return Done.DONE;
  }

  @Override
  public Done staticAssert(Declaration.StaticAssert declaration) {
    types.staticAssert(declaration);
    return Done.DONE;
  }

  @Override
  public Done scenario(Declaration.ScenarioBlock declaration) {
    return Done.DONE;
  }

  @Override
  public Done property(Declaration.ScenarioProperty declaration) {
    return Done.DONE;
  }
}

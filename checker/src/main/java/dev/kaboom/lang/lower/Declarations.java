package dev.kaboom.lang.lower;

import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Attribute;
import dev.kaboom.lang.ast.Declaration;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.Initializer;
import dev.kaboom.lang.lower.Place.InMemory;
import dev.kaboom.lang.lower.Place.InRegister;
import dev.kaboom.lang.lower.Place.Space;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.lang.lower.memory.Cells;
import dev.kaboom.lang.lower.type.ArrayType;
import dev.kaboom.lang.lower.type.CType;
import dev.kaboom.program.AccessKind;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Declarations in blocks. A variable lives in a register; if it is a struct or an array, or some
 * pointer may reach it, it is an object in memory, one for all inlined copies of its function in
 * this code: calls of one function do not overlap.
 */
final class Declarations implements Declaration.Visitor<Done> {
  private final Body body;
  private final TypeDeclarations types;
  private final IdentityHashMap<Object, Long> objects = new IdentityHashMap<>();
  private final Map<String, Integer> objectNames = new LinkedHashMap<>();
  private final Map<String, Integer> litmusRegisters = new LinkedHashMap<>();

  Declarations(Body body) {
    this.body = body;
    this.types = new TypeDeclarations(body);
  }

  @Override
  public Done variable(Declaration.Variable declaration) {
    Initializer initializer = declaration.initializer();
    CType type = variableType(body, declaration);
    if (body.litmus()) {
      litmusVariable(declaration, type);
    } else if (declaration.attributes().contains(Attribute.STATIC)) {
      staticVariable(declaration, type);
    } else if (declaration.attributes().contains(Attribute.EXTERN)) {
      throw new SemanticException(
          declaration.span(), "extern within a function", "declare it at top level");
    } else if (inMemory(declaration.name(), type)) {
      body.unit().checkObject(declaration.name(), type, declaration.span());
      InMemory place = object(declaration, declaration.name(), type);
      define(declaration.name(), place);
      if (initializer != null) {
        initialize(place, initializer);
      }
    } else {
      inRegister(declaration, type);
    }
    return Done.DONE;
  }

  /** The type of a declared variable, completed from its initial value. */
  static CType variableType(Body body, Declaration.Variable declaration) {
    Initializer initializer = declaration.initializer();
    Expression single = initializer instanceof Initializer.Value value ? value.expression() : null;
    CType type = body.types().ofVariable(declaration.type(), single);
    return initializer == null ? type : Initializers.completed(body, type, initializer);
  }

  private boolean inMemory(String name, CType type) {
    return type.unqualified() instanceof ArrayType
        || type.struct().isPresent()
        || body.frame().uses().addressed(name);
  }

  private void define(String name, Place place) {
    body.scope().define(name, new Symbol.Variable(name, place));
  }

  private void inRegister(Declaration.Variable declaration, CType type) {
    String name = declaration.name();
    CType plain = type.unqualified();
    if (!plain.scalar()) {
      throw new SemanticException(
          declaration.span(), "'" + name + "' has the incomplete type " + plain.spelling());
    }
    int before = body.code().registerCount();
    Optional<Value> initial = initialValue(declaration.initializer(), plain);
    if (initial.isPresent() && !body.frame().uses().assigned(name)) {
      boolean constant = Terms.known(initial.get().term()).isPresent();
      if (constant) {
        body.scope().define(name, new Symbol.Known(initial.get()));
        return;
      }
    }
    InRegister place = new InRegister(plain, body.code().register(name));
    define(name, place);
    initial.ifPresent(
        value -> body.places().assign(place.register(), value, before, declaration.span()));
  }

  private Optional<Value> initialValue(@Nullable Initializer initializer, CType type) {
    if (initializer == null) {
      return Optional.empty();
    }
    List<Initializers.Slot> slots = Initializers.flatten(body, type, initializer);
    if (slots.isEmpty()) {
      return Optional.of(new Value(type, Terms.ZERO));
    }
    Expression value = slots.get(0).value();
    return Optional.of(body.conversions().implicit(body.value(value), type, value.span()));
  }

  private void staticVariable(Declaration.Variable declaration, CType type) {
    String name = declaration.name();
    body.unit().checkObject(name, type, declaration.span());
    Long known = body.unit().statics().get(declaration);
    if (known == null) {
      known = body.unit().memory().global(name, type);
      body.unit().statics().put(declaration, known);
      StaticValues.assign(body, known, type, declaration.initializer());
    }
    define(name, InMemory.of(type, Terms.constant(known), Space.ORDINARY));
  }

  /** The object of a declaration in this code; {@code key} tells declarations apart. */
  private InMemory object(Object key, String name, CType type) {
    if (body.probing()) {
      return InMemory.of(type, Terms.register(body.code().temporary()), Space.ORDINARY);
    }
    Long address = objects.get(key);
    if (address == null) {
      int count = objectNames.merge(name, 1, Integer::sum);
      String shown = body.site().name() + ":" + name + (count == 1 ? "" : "#" + count);
      address = body.unit().memory().local(shown, type);
      objects.put(key, address);
    }
    return InMemory.of(type, Terms.constant(address), Space.ORDINARY);
  }

  /** A parameter that is a struct or whose address is taken. */
  Place parameter(Object key, String name, CType type) {
    return inMemory(name, type)
        ? object(key, name, type)
        : new InRegister(type, body.code().register(name));
  }

  /** {@code (type) { … }}: an object of this code. */
  Operand literal(Expression.CompoundLiteral literal) {
    CType resolved = body.types().resolve(literal.type());
    CType type = Initializers.completed(body, resolved, literal.initializer());
    if (type.scalar()) {
      return initialValue(literal.initializer(), type.unqualified()).orElseThrow();
    }
    body.unit().checkObject("this", type, literal.span());
    InMemory place = object(literal, "(literal)", type);
    initialize(place, literal.initializer());
    return place;
  }

  /** Stores an initial value into an object; what it leaves out becomes 0. */
  private void initialize(InMemory place, Initializer initializer) {
    List<Initializers.Slot> slots = Initializers.flatten(body, place.type(), initializer);
    Set<Long> covered = new LinkedHashSet<>();
    for (Initializers.Slot slot : slots) {
      Cells.of(slot.type()).list().forEach(cell -> covered.add(slot.offset() + cell.offset()));
    }
    Span span = initializer.span();
    for (Cells.Cell cell : Cells.of(place.type()).list()) {
      if (!covered.contains(cell.offset())) {
        part(place, cell.offset(), cell.type(), new Value(cell.type(), Terms.ZERO), span);
      }
    }
    for (Initializers.Slot slot : slots) {
      boolean text = slot.value() instanceof Expression.StringLiteral && !slot.type().pointer();
      Value value = text ? Value.ofInt(slot.character()) : body.value(slot.value());
      Value converted = body.conversions().implicit(value, slot.type(), slot.value().span());
      part(place, slot.offset(), slot.type(), converted, slot.value().span());
    }
  }

  private void part(InMemory whole, long offset, CType type, Value value, Span span) {
    InMemory part = new InMemory(type, Terms.add(whole.address(), offset), whole.space());
    body.places().store(part, value, AccessKind.PLAIN, span);
  }

  private void litmusVariable(Declaration.Variable declaration, CType type) {
    InRegister place = litmusRegister(declaration.name(), type);
    if (declaration.initializer() instanceof Initializer.Value value) {
      int before = body.code().registerCount();
      Value initial = body.value(value.expression());
      body.places().assign(place.register(), initial, before, declaration.span());
    } else if (declaration.initializer() != null) {
      throw new SemanticException(declaration.span(), "a litmus test has no local arrays");
    }
  }

  /** The register of a litmus test's routine with that name: one for the whole routine. */
  InRegister litmusRegister(String name, CType type) {
    Integer register = litmusRegisters.get(name);
    if (register == null || body.probing()) {
      register = body.code().register(name);
    }
    if (!body.probing()) {
      litmusRegisters.put(name, register);
    }
    InRegister place = new InRegister(type.unqualified(), register);
    body.scope().define(name, new Symbol.Variable(name, place));
    return place;
  }

  /** The registers that the routine has used, by name. */
  Map<String, Integer> litmusRegisters() {
    return litmusRegisters;
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
  public Done functionDeclaration(Declaration.FunctionDeclaration declaration) {
    throw new SemanticException(
        declaration.span(), "a function declared within a function", "declare it at top level");
  }

  @Override
  public Done functionDefinition(Declaration.FunctionDefinition declaration) {
    throw new SemanticException(declaration.span(), "a function within a function");
  }

  @Override
  public Done scenario(Declaration.ScenarioBlock declaration) {
    throw new SemanticException(declaration.span(), "a scenario block within a function");
  }

  @Override
  public Done property(Declaration.ScenarioProperty declaration) {
    throw new SemanticException(declaration.span(), "a property within a function");
  }
}

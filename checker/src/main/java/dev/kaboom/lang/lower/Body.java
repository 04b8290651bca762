package dev.kaboom.lang.lower;

import com.google.common.collect.ImmutableMap;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.Statement;
import dev.kaboom.lang.lower.code.CodeBuilder;
import dev.kaboom.lang.lower.code.Label;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.lang.lower.type.CType;
import dev.kaboom.lang.lower.type.FunctionType;
import dev.kaboom.lang.lower.type.IntegerType;
import dev.kaboom.lang.lower.type.VoidType;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Expression.Register;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Position;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * One code that is being lowered: a context, {@code INIT}, a property's predicate, or what stands
 * at top level.
 */
public final class Body {
  private final Unit unit;
  private final Site site;
  private final Span start;
  private final Emitter emitter;
  private final Places places = new Places(this);
  private final Converter converter = new Converter(this);
  private final Types types = new Types(this);
  private final Conditions conditions = new Conditions(this);
  private final Expressions expressions = new Expressions(this);
  private final Declarations declarations = new Declarations(this);
  private final Calls calls = new Calls(this);
  private final Statements statements = new Statements(this);
  private CodeBuilder code = new CodeBuilder();
  private Scope scope;
  private Frame frame;
  private int atomic;
  private int atomicBlocks;
  private int probes;
  private boolean reading;

  /** Starts a code whose outermost block is {@code block}. */
  Body(Unit unit, Site site, Statement.Block block) {
    this(unit, site, block, new Scope(unit.globals()));
  }

  /** Starts a code whose names are those of {@code scope}. */
  Body(Unit unit, Site site, Statement.Block block, Scope scope) {
    this.unit = unit;
    this.site = site;
    this.start = block.span();
    this.emitter = Emitters.of(this);
    this.scope = scope;
    this.frame =
        new Frame(site.title(), null, NameUses.in(block), VoidType.VOID, -1, code.label(), 0);
  }

  Unit unit() {
    return unit;
  }

  /** What runs this code. */
  public Site site() {
    return site;
  }

  /** Where the code begins. */
  Span start() {
    return start;
  }

  /** How many CPUs there are. */
  public int cpuCount() {
    return unit.cpuCount();
  }

  /** Whether the input is a litmus test: one type of 64 bits for everything. */
  public boolean litmus() {
    return unit.litmus();
  }

  /** The instructions so far. */
  public CodeBuilder code() {
    return code;
  }

  /** Loads and stores. */
  public Places places() {
    return places;
  }

  /** C's conversions. */
  public Converter conversions() {
    return converter;
  }

  /** Short-circuit logic and jumps on conditions. */
  public Conditions conditions() {
    return conditions;
  }

  /** Calls of functions and through pointers. */
  public Calls calls() {
    return calls;
  }

  Types types() {
    return types;
  }

  Declarations declarations() {
    return declarations;
  }

  Statements statements() {
    return statements;
  }

  Scope scope() {
    return scope;
  }

  Frame frame() {
    return frame;
  }

  /** The indivisible step that code is emitted into now, or 0. */
  int atomic() {
    return atomic;
  }

  /** Whether code is emitted into an indivisible step now. */
  public boolean insideAtomic() {
    return atomic != 0;
  }

  /** Whether code is only looked at and thrown away. */
  boolean probing() {
    return probes > 0;
  }

  /** The position of a span, in the innermost function. */
  public Position at(Span span) {
    return new Position(
        span.file().name(),
        span.line(),
        span.column(),
        frame.name(),
        span.file().line(span.line()).strip());
  }

  /** Emits an instruction, if the site allows it. */
  public void emit(Instruction instruction, Span span) {
    emitter.emit(instruction, span);
  }

  /** What an expression denotes. */
  public Operand operand(Expression expression) {
    unit.step(expression.span());
    return expression.accept(expressions);
  }

  /** The value of an expression; loads what stands in memory. */
  public Value value(Expression expression) {
    return places.value(operand(expression), expression.span());
  }

  /** The value of an expression of integer or pointer type. */
  public Value scalar(Expression expression) {
    Value value = value(expression);
    if (!value.type().scalar()) {
      throw new SemanticException(
          expression.span(),
          value.type().spelling() + " is used where an integer or a pointer belongs");
    }
    return value;
  }

  /** 1 or 0: whether the value of an expression is not 0. */
  public dev.kaboom.program.Expression truth(Expression expression) {
    return truth(scalar(expression));
  }

  /** 1 or 0: whether a value is not 0. */
  dev.kaboom.program.Expression truth(Value value) {
    boolean already =
        value.type().equals(IntegerType.BOOL)
            || (value.term() instanceof Register register && code.isTruth(register.index()));
    return already ? value.term() : Terms.truth(value.term());
  }

  /** The place that an expression denotes. */
  public Place place(Expression expression) {
    if (operand(expression) instanceof Place place) {
      return place;
    }
    throw new SemanticException(expression.span(), "this is a value, not a variable");
  }

  /** Evaluates an expression for its effects. */
  public void evaluate(Expression expression) {
    Operand operand = operand(expression);
    boolean scalarInMemory = operand instanceof Place.InMemory && operand.type().scalar();
    if (scalarInMemory) {
      places.value(operand, expression.span());
    }
  }

  /** The term kept in a register, so that later assignments do not change it. */
  public dev.kaboom.program.Expression kept(dev.kaboom.program.Expression term, Span span) {
    boolean stays =
        Terms.known(term).isPresent()
            || (term instanceof Register known && code.isTemporary(known.index()));
    if (stays) {
      return term;
    }
    int register = code.temporary();
    emit(new Instruction.Assign(at(span), register, term), span);
    return Terms.register(register);
  }

  /** The type of an expression, which is not evaluated. */
  public CType typeOf(Expression expression) {
    return probe(() -> operand(expression).type());
  }

  /** The value of an expression if it is a constant. */
  OptionalLong constant(Expression expression) {
    return probe(
        () -> {
          Value value = value(expression);
          return code.size() == 0 && value.type().scalar()
              ? Terms.known(value.term())
              : OptionalLong.empty();
        });
  }

  /** The value of an expression that has to be a constant. */
  long constant(Expression expression, String what) {
    return constant(expression)
        .orElseThrow(() -> new SemanticException(expression.span(), what + " is no constant"));
  }

  /** The constant that an expression is after conversion to a type. */
  long constant(Expression expression, CType type, String what) {
    OptionalLong constant =
        probe(
            () -> {
              Value value = converter.implicit(value(expression), type, expression.span());
              return code.size() == 0 ? Terms.known(value.term()) : OptionalLong.empty();
            });
    return constant.orElseThrow(
        () -> new SemanticException(expression.span(), what + " is no constant"));
  }

  /** Runs {@code look} on code that is thrown away. */
  private <T> T probe(Supplier<T> look) {
    CodeBuilder kept = code;
    Frame keptFrame = frame;
    Scope keptScope = scope;
    int keptAtomic = atomic;
    code = new CodeBuilder();
    frame = frame.probe(code.label());
    probes++;
    try {
      return look.get();
    } finally {
      probes--;
      code = kept;
      frame = keptFrame;
      scope = keptScope;
      atomic = keptAtomic;
    }
  }

  /** Runs {@code inner} in a scope of its own. */
  <T> T inScope(Supplier<T> inner) {
    Scope outer = scope;
    scope = new Scope(outer);
    try {
      return inner.get();
    } finally {
      scope = outer;
    }
  }

  /** Runs {@code inner} in a frame and a scope of its own. */
  <T> T inFrame(Frame called, Scope calledScope, Supplier<T> inner) {
    Scope outer = scope;
    Frame caller = frame;
    scope = calledScope;
    frame = called;
    try {
      return inner.get();
    } finally {
      scope = outer;
      frame = caller;
    }
  }

  /** Emits {@code inner} as one indivisible step. */
  public void atomically(Span span, Runnable inner) {
    if (atomic != 0) {
      throw new SemanticException(span, "an indivisible step within another one");
    }
    emit(new Instruction.AtomicBegin(at(span)), span);
    atomic = ++atomicBlocks;
    try {
      inner.run();
    } finally {
      atomic = 0;
    }
    emit(new Instruction.AtomicEnd(at(span)), span);
  }

  /** Emits {@code inner}, which may look at memory but not change it. */
  public void reading(Runnable inner) {
    boolean before = reading;
    reading = true;
    try {
      inner.run();
    } finally {
      reading = before;
    }
  }

  /** Whether the code that is emitted now may only look at memory. */
  boolean onlyReads() {
    return reading;
  }

  /** The functions that a pointer of this type may point to, by address. */
  public ImmutableMap<Long, String> targets(FunctionType type) {
    ImmutableMap.Builder<Long, String> targets = ImmutableMap.builder();
    for (Routine routine : unit.takenRoutines(type)) {
      targets.put(unit.memory().function(routine.name()), routine.name());
    }
    return targets.buildOrThrow();
  }

  /** Notes that a function may be sent to a CPU; gives the number that {@code Send} names. */
  public int request(ContextKind kind, int cpu, long function, Span span) {
    Routine routine =
        unit.routineAt(function)
            .orElseThrow(() -> new SemanticException(span, "this is no function of the file"));
    if (!probing()) {
      unit.requests().add(kind, cpu, routine);
    }
    return unit.requests().number(routine);
  }

  /** Lowers a whole block as the body of this code. */
  void lower(Statement.Block block) {
    statements.lower(block);
    statements.closeFrame();
  }

  /** A label that stands nowhere yet. */
  public Label label() {
    return code.label();
  }
}

package dev.kaboom.lang.lower;

import dev.kaboom.lang.Span;
import dev.kaboom.lang.lower.Place.InMemory;
import dev.kaboom.lang.lower.Place.InRegister;
import dev.kaboom.lang.lower.Place.Space;
import dev.kaboom.lang.lower.code.Terms;
import dev.kaboom.lang.lower.memory.Cells;
import dev.kaboom.lang.lower.type.ArrayType;
import dev.kaboom.lang.lower.type.CType;
import dev.kaboom.lang.lower.type.Conversions;
import dev.kaboom.lang.lower.type.FunctionType;
import dev.kaboom.lang.lower.type.IntegerType;
import dev.kaboom.lang.lower.type.PointerType;
import dev.kaboom.lang.lower.type.VolatileType;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Expression.Register;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.ValueType;
import java.util.Optional;

/** Loads from places and stores to them: one instruction for each cell. */
public final class Places {
  private final Body body;

  Places(Body body) {
    this.body = body;
  }

  /** The value of an operand; an unmarked load if it is in memory. */
  public Value value(Operand operand, Span span) {
    if (operand instanceof Value value) {
      return value;
    }
    return load((Place) operand, AccessKind.PLAIN, span);
  }

  /** What stands in a place. Arrays and functions give their address, and so do structs. */
  public Value load(Place place, AccessKind kind, Span span) {
    if (place instanceof InRegister local) {
      return new Value(local.type(), Terms.register(local.register()));
    }
    InMemory memory = (InMemory) place;
    CType type = memory.type();
    if (type instanceof ArrayType || type instanceof FunctionType) {
      return new Value(Conversions.decay(type), memory.address());
    }
    checkSpace(memory, span);
    if (type.struct().isPresent()) {
      return new Value(type, memory.address());
    }
    ValueType cell = cellType(memory, span);
    int register = body.code().temporary();
    body.emit(
        new Instruction.Load(body.at(span), register, memory.address(), cell, marked(memory, kind)),
        span);
    return new Value(type, Terms.register(register));
  }

  /**
   * Puts a value into a register.
   *
   * @param before how many registers there were before the value was computed: a temporary that is
   *     newer has no other use, and a load into it can load into the register at once
   */
  void assign(int register, Value value, int before, Span span) {
    boolean fresh =
        value.term() instanceof Register source
            && source.index() >= before
            && body.code().retarget(source.index(), register);
    if (!fresh) {
      body.emit(new Instruction.Assign(body.at(span), register, value.term()), span);
    }
  }

  /** Puts a value of the place's type into it; a struct member by member, unmarked. */
  public void store(Place place, Value value, AccessKind kind, Span span) {
    if (place instanceof InRegister local) {
      body.emit(new Instruction.Assign(body.at(span), local.register(), value.term()), span);
      return;
    }
    InMemory memory = (InMemory) place;
    checkSpace(memory, span);
    if (memory.type().struct().isPresent()) {
      copy(memory, value, span);
      return;
    }
    body.emit(
        new Instruction.Store(
            body.at(span),
            memory.address(),
            value.term(),
            cellType(memory, span),
            marked(memory, kind)),
        span);
  }

  private void copy(InMemory target, Value source, Span span) {
    for (Cells.Cell cell : Cells.of(target.type()).list()) {
      InMemory from =
          new InMemory(cell.type(), Terms.add(source.term(), cell.offset()), Space.ORDINARY);
      InMemory to =
          new InMemory(cell.type(), Terms.add(target.address(), cell.offset()), target.space());
      store(to, load(from, AccessKind.PLAIN, span), AccessKind.PLAIN, span);
    }
  }

  private static AccessKind marked(InMemory place, AccessKind kind) {
    boolean upgrade = kind == AccessKind.PLAIN && place.space() == Space.VOLATILE;
    return upgrade ? AccessKind.ONCE : kind;
  }

  private static void checkSpace(InMemory place, Span span) {
    if (place.space() == Space.PER_CPU) {
      throw new SemanticException(
          span,
          "a per-CPU variable is accessed without a CPU",
          "write per_cpu(v, cpu), this_cpu_read(v), this_cpu_write(v, x) or *this_cpu_ptr(&v)");
    }
  }

  /** How the cell of a place holds its value. */
  public ValueType cellType(Place place, Span span) {
    return place
        .type()
        .cell()
        .orElseThrow(
            () ->
                new SemanticException(
                    span, place.type().spelling() + " cannot be accessed as one value"));
  }

  /** {@code *pointer}. */
  public InMemory dereference(Value pointer, Span span) {
    Optional<CType> target = pointer.type().target();
    if (target.isPresent()) {
      return InMemory.of(target.get(), pointer.term(), Space.ORDINARY);
    }
    if (body.litmus() && pointer.type().scalar()) {
      return new InMemory(IntegerType.LONG, pointer.term(), Space.ORDINARY);
    }
    throw new SemanticException(
        span, pointer.type().spelling() + " is no pointer: it cannot be dereferenced");
  }

  /** The first cell that a pointer points to: for {@code atomic_t *} its counter. */
  public InMemory cell(Value pointer, Span span) {
    InMemory place = dereference(pointer, span);
    while (!place.type().scalar()) {
      Optional<CType> first = firstPart(place.type());
      if (first.isEmpty()) {
        throw new SemanticException(
            span, "a pointer to " + place.type().spelling() + " points to no single value");
      }
      place = InMemory.of(first.get(), place.address(), place.space());
    }
    return place;
  }

  private static Optional<CType> firstPart(CType type) {
    if (type instanceof ArrayType array) {
      return Optional.of(array.element());
    }
    return type.struct()
        .filter(struct -> !struct.members().isEmpty())
        .map(struct -> struct.members().get(0).type());
  }

  /** {@code &place}. */
  Value addressOf(Operand operand, Span span) {
    if (operand instanceof InMemory memory) {
      boolean marked = memory.space() == Space.VOLATILE;
      CType type = marked ? VolatileType.of(memory.type()) : memory.type();
      return new Value(new PointerType(type), memory.address());
    }
    if (operand instanceof Value value && value.type().function().isPresent()) {
      return value;
    }
    if (operand instanceof Value value && value.type().struct().isPresent()) {
      return new Value(new PointerType(value.type()), value.term());
    }
    throw new SemanticException(span, "this has no address");
  }
}

package dev.kaboom.lang.lower;

import com.google.common.collect.ImmutableList;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.lower.type.CType;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Position;
import dev.kaboom.program.ValueType;

/**
 * A call of a primitive.
 *
 * @param body the code that it stands in
 * @param name as it was written
 */
public record IntrinsicCall(
    Body body, String name, Span span, ImmutableList<Expression> arguments) {

  /** Where the instructions of this call come from. */
  public Position at() {
    return body.at(span);
  }

  /** Checks the number of arguments. */
  public IntrinsicCall expect(int count) {
    if (arguments.size() != count) {
      throw new SemanticException(
          span,
          "'"
              + name
              + "' takes "
              + count
              + (count == 1 ? " argument" : " arguments")
              + ", not "
              + arguments.size());
    }
    return this;
  }

  /** The value of an argument. */
  public Value value(int index) {
    return body.value(arguments.get(index));
  }

  /** The value of an argument converted to a type. */
  public Value value(int index, CType type) {
    Expression argument = arguments.get(index);
    return body.conversions().implicit(body.value(argument), type, argument.span());
  }

  /** The place that an argument denotes. */
  public Place place(int index) {
    return body.place(arguments.get(index));
  }

  /** The cell that a pointer argument points to: of {@code atomic_t *}, the counter. */
  public Place.InMemory pointee(int index) {
    Expression argument = arguments.get(index);
    return body.places().cell(body.value(argument), argument.span());
  }

  /** The span of an argument. */
  public Span spanOf(int index) {
    return arguments.get(index).span();
  }

  /** How the cell of such a place holds its value. */
  public ValueType cell(Place place) {
    return body.places().cellType(place, span);
  }

  /** Emits an instruction. */
  public void emit(Instruction instruction) {
    body.emit(instruction, span);
  }
}

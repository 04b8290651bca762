package dev.kaboom.interleave;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Code;
import dev.kaboom.property.Property;
import dev.kaboom.verdict.Violation;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The properties ALWAYS, FINALLY and EXISTS of a model, evaluated on the memory of a state. One for
 * each fork of a machine.
 *
 * <p>A predicate that goes wrong on the way, because a walk meets a poison value or never ends, is
 * false.
 */
public final class Predicates {
  /** The predicate holds. */
  public static final int TRUE = -1;

  /** It ran into a bound, which {@link InterleavingMachine#boundsHit} then names. */
  public static final int UNDECIDED = -2;

  private final CompiledProgram code;
  private final LocalRun local;
  private final int[] always;
  private final PredicateMemo[] memos;

  Predicates(CompiledProgram code, LocalRun local) {
    this.code = code;
    this.local = local;
    always =
        IntStream.range(0, code.predicates.size())
            .filter(i -> code.predicates.get(i) instanceof Property.Always)
            .toArray();
    memos = new PredicateMemo[code.predicates.size()];
    Arrays.setAll(memos, i -> new PredicateMemo(code.layout.cells));
  }

  /** The properties that have a predicate, in the model's order; evaluated by their index here. */
  public ImmutableList<Property> properties() {
    return code.predicates;
  }

  /**
   * Evaluates a predicate on a state.
   *
   * @return {@link #TRUE}, {@link #UNDECIDED}, or else the number under which {@link
   *     InterleavingMachine#describe} knows that the property is violated
   */
  public int evaluate(int index, int[] row) {
    PredicateMemo memo = memos[index];
    if (memo.find(row)) {
      return memo.answer();
    }
    int entry = code.predicateEntry[index];
    try {
      int outcome = local.run(entry, row);
      if (outcome == Outcome.BOUNDED) {
        return UNDECIDED;
      }
      int answer = outcome == Outcome.GONE && local.result() != 0 ? TRUE : falseNumber(index);
      memo.keep(row, local.reads, answer);
      return answer;
    } catch (ValueTable.Full e) {
      int unused = local.full(entry);
      return UNDECIDED;
    }
  }

  private int falseNumber(int index) {
    int end = code.predicateEntry[index] + codeOf(code.predicates.get(index)).size();
    return Faults.number(end, Faults.CHECK);
  }

  /** The first ALWAYS that is not true, as {@link #evaluate} has it, or -1. */
  int firstViolated(int[] row) {
    for (int index : always) {
      int answer = evaluate(index, row);
      if (answer >= 0) {
        return answer;
      }
    }
    return -1;
  }

  static Code codeOf(Property property) {
    if (property instanceof Property.Always always) {
      return always.predicate();
    }
    if (property instanceof Property.Finally last) {
      return last.predicate();
    }
    if (property instanceof Property.Exists exists) {
      return exists.predicate();
    }
    return new Code(ImmutableList.of(), ImmutableList.of());
  }

  static Violation.Kind kindOf(Property property) {
    if (property instanceof Property.Always) {
      return Violation.Kind.ALWAYS;
    }
    return property instanceof Property.Finally ? Violation.Kind.FINALLY : Violation.Kind.EXISTS;
  }
}

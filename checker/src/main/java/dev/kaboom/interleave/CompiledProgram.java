package dev.kaboom.interleave;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Context;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Machine;
import dev.kaboom.program.Program;
import dev.kaboom.property.Property;

/**
 * The code of all contexts, of INIT and of all predicates as columns of ints, indexed by one global
 * instruction index ("pc"). Index 0 is unused, so that a pc of 0 can mean "not running"; each code
 * ends with an {@link Op#END} of its own. What a column means depends on the operation.
 */
final class CompiledProgram {
  final Program program;
  final Machine machine;
  final StateLayout layout;
  final ExpressionPool expressions;
  final AddressMap addresses;

  /** Where each context's code begins. */
  final int[] entry;

  /** Where INIT begins. */
  final int initEntry;

  /** The properties that have a predicate, and where it begins. */
  final ImmutableList<Property> predicates;

  final int[] predicateEntry;

  /** Registers that INIT or a predicate needs at most. */
  final int localRegisters;

  // Columns.
  final int[] op;

  /** The context of the instruction; -1 in INIT and predicates. */
  final int[] context;

  /** Slot of the register written, or -1. */
  final int[] target;

  /** The one cell accessed, or -1 if the address is no constant or no cell. */
  final int[] cell;

  /** Address; for SEND the CPU. */
  final int[] address;

  /** Value stored, assigned or sent; new value of an RMW; flags to restore. */
  final int[] value;

  /** Condition of RMW, BRANCH, CHECK, ASSUME, REQUIRE. */
  final int[] condition;

  /** Type of the access; 0 for lock operations, which have none. */
  final int[] type;

  /** Where JUMP goes and BRANCH goes if its condition is 0. */
  final int[] otherwise;

  /** BRANCH: where its control scope ends. */
  final int[] join;

  /** Bits of {@link Mark}. */
  final int[] marks;

  /** Slots to clear when a context stops before this instruction. */
  final int[][] dead;

  /** Slots of the registers that the address needs. */
  final int[][] addressUses;

  /** Slots of the registers that value and condition need. */
  final int[][] valueUses;

  /** The instruction itself; for an END some instruction of the code, or a HALT. */
  final Instruction[] source;

  CompiledProgram(
      Program program,
      Machine machine,
      StateLayout layout,
      ImmutableList<Property> predicates,
      int localRegisters) {
    this.program = program;
    this.machine = machine;
    this.layout = layout;
    this.predicates = predicates;
    this.localRegisters = localRegisters;
    expressions = new ExpressionPool();
    addresses = new AddressMap(program.memory());
    entry = new int[program.contexts().size()];
    int size = 1;
    for (Context c : program.contexts()) {
      entry[c.index()] = size;
      size += c.code().size() + 1;
    }
    initEntry = size;
    size += program.init().size() + 1;
    predicateEntry = new int[predicates.size()];
    for (int i = 0; i < predicateEntry.length; i++) {
      predicateEntry[i] = size;
      size += Predicates.codeOf(predicates.get(i)).size() + 1;
    }
    op = new int[size];
    context = new int[size];
    target = new int[size];
    cell = new int[size];
    address = new int[size];
    value = new int[size];
    condition = new int[size];
    type = new int[size];
    otherwise = new int[size];
    join = new int[size];
    marks = new int[size];
    dead = new int[size][];
    addressUses = new int[size][];
    valueUses = new int[size][];
    source = new Instruction[size];
  }

  /** The number of instruction indices. */
  int size() {
    return op.length;
  }
}

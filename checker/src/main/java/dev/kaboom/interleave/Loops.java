package dev.kaboom.interleave;

import dev.kaboom.program.Code;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/**
 * The loops in which a context may come back to where it was with all its registers as they were,
 * by the shape of the code.
 *
 * <p>On a cycle of states each context that steps goes round a closed walk of its control flow. A
 * register that is counted up or down by constants, and written in no other way, is not what it was
 * after a walk that counts; its width makes it longer than any search until it wraps round. So what
 * remains are the strongly connected components without the instructions that count, and again
 * components of these: a loop in a counted loop can be endless. A counted register is live all
 * along such a walk, because the next count needs it.
 */
final class Loops {
  /** No endless loop goes through the instruction. */
  static final int NONE = 0;

  /** Its loop only reads memory and computes. */
  static final int LOOKS = 1;

  /** Its loop may do anything. */
  static final int ACTS = 2;

  private final CompiledProgram code;
  private final int[] kind;
  private final int[] loop;
  private int count;
  private boolean requests;
  private boolean windowed;

  Loops(CompiledProgram code) {
    this.code = code;
    kind = new int[code.size()];
    loop = new int[code.size()];
    for (Context context : code.program.contexts()) {
      int first = code.entry[context.index()];
      boolean handler = context.kind() != ContextKind.PROCESS;
      requests |= handler && Traits.any(context.code(), i -> i instanceof Instruction.Send);
      Graph graph = new Graph(context.code());
      int before = count;
      split(graph, first, graph.all());
      windowed |= count > before && code.layout.window[context.index()] >= 0;
    }
  }

  /** What sort of endless loop goes through the instruction at {@code pc}. */
  int kind(int pc) {
    return kind[pc];
  }

  /** The number of the loop through {@code pc}, 0 without one. */
  int loop(int pc) {
    return loop[pc];
  }

  /** Whether there is any, or handlers that may call each other for ever. */
  boolean any() {
    return count > 0 || requests;
  }

  /** Whether requests may keep contexts running that stand in no loop. */
  boolean sendOn() {
    return requests;
  }

  /** Whether a loop may go round behind accesses that a window holds back. */
  boolean windowed() {
    return windowed;
  }

  private void split(Graph graph, int first, BitSet nodes) {
    BitSet left = (BitSet) nodes.clone();
    for (int head : graph.heads.stream().filter(nodes::get).toArray()) {
      BitSet component = graph.component(head, left);
      if (!component.isEmpty()) {
        left.andNot(component);
        settle(graph, first, component);
      }
    }
  }

  private void settle(Graph graph, int first, BitSet component) {
    BitSet counting = counting(graph.source, component);
    if (!counting.isEmpty()) {
      component.andNot(counting);
      split(graph, first, component);
      return;
    }
    count++;
    boolean looks = component.stream().allMatch(i -> looks(first + i));
    for (int i = component.nextSetBit(0); i >= 0; i = component.nextSetBit(i + 1)) {
      kind[first + i] = looks ? LOOKS : ACTS;
      loop[first + i] = count;
      requests |= code.op[first + i] == Op.SEND;
    }
  }

  private boolean looks(int pc) {
    int op = code.op[pc];
    boolean reads = op == Op.LOAD || op == Op.IS_LOCKED || op == Op.FENCE_MB || Op.silent(op);
    return reads && code.layout.window[code.context[pc]] < 0;
  }

  /** The instructions in which some register counts in one direction; empty if none does. */
  private static BitSet counting(Code source, BitSet component) {
    for (int i = component.nextSetBit(0); i >= 0; i = component.nextSetBit(i + 1)) {
      long step = step(source.instructions().get(i));
      if (step != 0) {
        BitSet found = counting(source, component, registerOf(source, i), step);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return new BitSet();
  }

  private static BitSet counting(Code source, BitSet component, int register, long direction) {
    BitSet found = new BitSet();
    for (int i = component.nextSetBit(0); i >= 0; i = component.nextSetBit(i + 1)) {
      if (registerOf(source, i) == register) {
        long step = step(source.instructions().get(i));
        if (step == 0 || step > 0 != direction > 0) {
          return new BitSet();
        }
        found.set(i);
      }
    }
    return found;
  }

  private static int registerOf(Code source, int index) {
    return RegisterUse.of(source.instructions().get(index)).defined();
  }

  /**
   * By how much the instruction counts its register up; 0 if it does something else, or if 2³¹
   * states are enough for the register to come round.
   */
  private static long step(Instruction instruction) {
    if (!(instruction instanceof Instruction.Assign assign)) {
      return 0;
    }
    boolean narrowed = assign.value() instanceof Expression.Cast;
    int bytes = narrowed ? ((Expression.Cast) assign.value()).type().bytes() : 8;
    Expression sum = narrowed ? ((Expression.Cast) assign.value()).operand() : assign.value();
    if (!(sum instanceof Expression.Binary binary)
        || !(binary.left() instanceof Expression.Register register)
        || !(binary.right() instanceof Expression.Constant constant)
        || register.index() != assign.register()) {
      return 0;
    }
    long value = constant.value();
    boolean slow = bytes == 8 ? value == (int) value : bytes == 4 && Math.abs(value) == 1;
    if (!slow) {
      return 0;
    }
    return switch (binary.operator()) {
      case ADD -> value;
      case SUBTRACT -> -value;
      default -> 0;
    };
  }

  /** Control flow, and the instructions that some jump or branch goes back to. */
  private static final class Graph {
    final Code source;
    private final int[][] successors;
    private final BitSet heads = new BitSet();

    Graph(Code source) {
      this.source = source;
      ControlFlow flow = new ControlFlow(source);
      successors = new int[source.size()][];
      for (int i = 0; i < successors.length; i++) {
        successors[i] = flow.successors(i).stream().mapToInt(Integer::intValue).toArray();
        for (int next : successors[i]) {
          heads.set(next, heads.get(next) || next <= i);
        }
      }
    }

    BitSet all() {
      BitSet all = new BitSet();
      all.set(0, successors.length);
      return all;
    }

    /** The nodes on closed walks through {@code head} within {@code nodes}. */
    BitSet component(int head, BitSet nodes) {
      BitSet ahead = new BitSet();
      reach(head, nodes, ahead);
      BitSet component = new BitSet();
      component.set(head, ahead.get(head));
      boolean grown = !component.isEmpty();
      while (grown) {
        grown = false;
        for (int i = ahead.length() - 1; i >= 0; i = ahead.previousSetBit(i - 1)) {
          if (!component.get(i) && leadsTo(i, component)) {
            component.set(i);
            grown = true;
          }
        }
      }
      return component;
    }

    private boolean leadsTo(int node, BitSet nodes) {
      for (int next : successors[node]) {
        if (nodes.get(next)) {
          return true;
        }
      }
      return false;
    }

    private void reach(int from, BitSet nodes, BitSet reached) {
      Deque<Integer> work = new ArrayDeque<>();
      work.add(from);
      while (!work.isEmpty()) {
        for (int next : successors[work.remove()]) {
          if (nodes.get(next) && !reached.get(next)) {
            reached.set(next);
            work.add(next);
          }
        }
      }
    }
  }
}

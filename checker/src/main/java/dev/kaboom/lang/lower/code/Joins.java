package dev.kaboom.lang.lower.code;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Instruction.Branch;
import dev.kaboom.program.Instruction.Halt;
import dev.kaboom.program.Instruction.Jump;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Finds the join of each branch: its immediate postdominator.
 *
 * <p>Postdominators are dominators of the reversed flow graph, rooted at the end of the code; they
 * are found by the iteration of Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm"
 * (2001). A halt counts as going to the end. Code from which the end cannot be reached (a loop for
 * ever) gets a pretended way to the end at its last instruction, so that a branch inside such a
 * loop still joins within the loop body.
 */
final class Joins {
  private final ImmutableList<Instruction> code;
  private final int end;
  private final List<List<Integer>> successors = new ArrayList<>();
  private final List<List<Integer>> predecessors = new ArrayList<>();
  private final int[] order;
  private final int[] dominator;

  private Joins(ImmutableList<Instruction> code) {
    this.code = code;
    this.end = code.size();
    this.order = new int[end + 1];
    this.dominator = new int[end + 1];
    for (int i = 0; i <= end; i++) {
      successors.add(new ArrayList<>());
      predecessors.add(new ArrayList<>());
    }
    for (int i = 0; i < end; i++) {
      link(i);
    }
  }

  /** The same code with the joins filled in. */
  static ImmutableList<Instruction> found(ImmutableList<Instruction> code) {
    if (code.stream().noneMatch(Branch.class::isInstance)) {
      return code;
    }
    Joins joins = new Joins(code);
    int[] byOrder = joins.numbered();
    joins.iterate(byOrder);
    ImmutableList.Builder<Instruction> result = ImmutableList.builder();
    for (int i = 0; i < code.size(); i++) {
      Instruction instruction = code.get(i);
      result.add(
          instruction instanceof Branch branch
              ? new Branch(branch.at(), branch.condition(), branch.otherwise(), joins.dominator[i])
              : instruction);
    }
    return result.build();
  }

  private void link(int index) {
    Instruction instruction = code.get(index);
    if (instruction instanceof Jump jump) {
      edge(index, jump.target());
    } else if (instruction instanceof Halt) {
      edge(index, end);
    } else {
      edge(index, index + 1);
      if (instruction instanceof Branch branch) {
        edge(index, branch.otherwise());
      }
    }
  }

  private void edge(int from, int to) {
    successors.get(from).add(to);
    predecessors.get(to).add(from);
  }

  /** Numbers all nodes in postorder from the end; gives the nodes in reverse postorder. */
  private int[] numbered() {
    boolean[] seen = new boolean[end + 1];
    walk(end, seen, new ArrayList<>());
    for (int last = end - 1; last >= 0; last--) {
      if (!seen[last]) {
        edge(last, end);
        walk(last, seen, new ArrayList<>());
      }
    }
    List<Integer> postorder = new ArrayList<>();
    walk(end, new boolean[end + 1], postorder);
    int[] result = new int[end + 1];
    for (int i = 0; i <= end; i++) {
      int node = postorder.get(i);
      order[node] = i;
      result[end - i] = node;
    }
    return result;
  }

  private void walk(int root, boolean[] seen, List<Integer> postorder) {
    Deque<Integer> path = new ArrayDeque<>();
    Deque<Iterator<Integer>> todo = new ArrayDeque<>();
    path.push(root);
    todo.push(predecessors.get(root).iterator());
    seen[root] = true;
    while (!path.isEmpty()) {
      if (todo.element().hasNext()) {
        int child = todo.element().next();
        if (!seen[child]) {
          seen[child] = true;
          path.push(child);
          todo.push(predecessors.get(child).iterator());
        }
      } else {
        postorder.add(path.pop());
        todo.pop();
      }
    }
  }

  private void iterate(int[] reversePostorder) {
    Arrays.fill(dominator, -1);
    dominator[end] = end;
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int node : reversePostorder) {
        int best = node == end ? end : common(successors.get(node));
        if (best != dominator[node]) {
          dominator[node] = best;
          changed = true;
        }
      }
    }
  }

  private int common(List<Integer> nodes) {
    int best = -1;
    for (int node : nodes) {
      if (dominator[node] >= 0) {
        best = best < 0 ? node : meet(best, node);
      }
    }
    return best;
  }

  private int meet(int first, int second) {
    int a = first;
    int b = second;
    while (a != b) {
      while (order[a] < order[b]) {
        a = dominator[a];
      }
      while (order[b] < order[a]) {
        b = dominator[b];
      }
    }
    return a;
  }
}

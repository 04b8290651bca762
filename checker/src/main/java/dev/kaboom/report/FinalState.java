package dev.kaboom.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.program.Observable;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.Trace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The cells at the end of a trace that a reader wants to see: the observed and the changed ones.
 */
final class FinalState {
  private FinalState() {}

  /**
   * One line a cell: {@code vmcs_a.cpu 0 -> 1}, or the value alone where it did not change.
   *
   * @param shown cells that another drawing shows already
   */
  static ImmutableList<String> lines(
      Model model, Trace trace, ImmutableSet<Integer> shown, Aliases aliases) {
    Memory memory = model.program().memory();
    Set<Integer> observed = observed(model);
    boolean litmus = model.dialect() == Model.Dialect.LITMUS;
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (Location cell : memory.locations()) {
      long before = trace.initialMemory().get(cell.index());
      long after = trace.finalMemory().get(cell.index());
      boolean wanted = before != after || (litmus && observed.contains(cell.index()));
      if (wanted && !shown.contains(cell.index())) {
        String end = memory.describe(after, cell.pointer());
        String change = memory.describe(before, cell.pointer()) + " -> " + end;
        names.add(aliases.in(cell.name()));
        values.add(aliases.in(before == after ? end : change));
      }
    }
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    for (int i = 0; i < names.size(); i++) {
      String space = " ".repeat(width - names.get(i).length() + 2);
      lines.add(names.get(i) + space + values.get(i));
    }
    return lines.build();
  }

  private static Set<Integer> observed(Model model) {
    Set<Integer> observed = new LinkedHashSet<>();
    for (Observable observable : model.observables()) {
      if (observable instanceof Observable.OfLocation cell) {
        observed.add(cell.location());
      }
    }
    return observed;
  }
}

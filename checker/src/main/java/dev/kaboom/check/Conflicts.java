package dev.kaboom.check;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.property.Model;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Step.Effect;
import dev.kaboom.verdict.Violation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What the accesses of a trace have to do with one another: who read or overwrote what of whom. */
final class Conflicts {
  private final Memory memory;
  private final Phrases phrases;
  private final List<Access> accesses = new ArrayList<>();

  Conflicts(Model model, ImmutableList<Step> steps) {
    this.memory = model.program().memory();
    this.phrases = new Phrases(model);
    for (Step step : steps) {
      step.effects().forEach(effect -> accesses.add(new Access(accesses.size(), step, effect)));
    }
  }

  /** A read or write, and when in the trace it happened. */
  private record Access(int time, Step step, Effect effect) {
    int cell() {
      return effect.location();
    }

    boolean reads() {
      return effect.kind() == Effect.Kind.READ;
    }

    boolean sameContext(Access other) {
      return step.context() == other.step.context();
    }
  }

  /**
   * The last read that missed another CPU's store to the cell because that store had not left its
   * store buffer.
   */
  Optional<String> staleRead() {
    List<Access> buffered = new ArrayList<>();
    Optional<String> found = Optional.empty();
    for (Access access : accesses) {
      switch (access.effect().kind()) {
        case BUFFER -> buffered.add(access);
        case WRITE -> drain(buffered, access);
        case READ -> {
          Optional<Access> missed =
              buffered.stream()
                  .filter(b -> b.cell() == access.cell())
                  .filter(b -> b.step().cpu() != access.step().cpu())
                  .findFirst();
          found = missed.isPresent() ? missed.map(store -> stale(store, access)) : found;
        }
      }
    }
    return found;
  }

  /** A write to memory by a flush or a drain takes the CPU's oldest entry for that cell. */
  private static void drain(List<Access> buffered, Access write) {
    for (int i = 0; i < buffered.size(); i++) {
      Access entry = buffered.get(i);
      if (entry.step().cpu() == write.step().cpu() && entry.cell() == write.cell()) {
        buffered.remove(i);
        return;
      }
    }
  }

  private String stale(Access store, Access read) {
    return "%s's %s was still in its store buffer when %s read %s at %s"
        .formatted(
            phrases.actor(store.step()),
            phrases.statement(store.step()),
            phrases.actor(read.step()),
            value(read),
            phrases.statement(read.step()));
  }

  /** For an access through a poisoned pointer: where the poison was read and who wrote it. */
  Optional<String> badPointer(Violation.Kind kind) {
    if (kind != Violation.Kind.BAD_ACCESS || accesses.isEmpty()) {
      return Optional.empty();
    }
    for (int i = accesses.size() - 1; i >= 0; i--) {
      Access read = accesses.get(i);
      long value = read.effect().value();
      boolean poison = value == Memory.LIST_POISON1 || value == Memory.LIST_POISON2;
      boolean bad = poison || (value == 0 && memory.locations().get(read.cell()).pointer());
      if (read.reads() && bad) {
        String what = phrases.actor(read.step()) + " read " + value(read);
        return Optional.of(
            lastWrite(read)
                .map(w -> what + ", which " + phrases.statement(w.step()) + " wrote")
                .orElse(what + ", its value from the start"));
      }
    }
    return Optional.empty();
  }

  private Optional<Access> lastWrite(Access read) {
    return accesses.subList(0, read.time()).stream()
        .filter(a -> !a.reads() && a.cell() == read.cell())
        .filter(a -> a.effect().value() == read.effect().value())
        .reduce((first, second) -> second);
  }

  /**
   * A write that came between two accesses of another context to the same cell; if there is none,
   * the last access that saw or overwrote what another context did.
   */
  Optional<String> interleaving() {
    Deque<String> found = new ArrayDeque<>();
    for (Access write : accesses) {
      if (!write.reads()) {
        between(write).ifPresent(found::push);
      }
    }
    return found.isEmpty() ? lastMeeting() : Optional.of(found.pop());
  }

  private Optional<String> between(Access write) {
    for (Access after : accesses.subList(write.time() + 1, accesses.size())) {
      if (after.cell() == write.cell() && !after.sameContext(write)) {
        Optional<Access> before =
            accesses.subList(0, write.time()).stream()
                .filter(a -> a.cell() == write.cell() && a.sameContext(after))
                .filter(a -> !a.step().equals(after.step()))
                .reduce((first, second) -> second);
        if (before.isPresent()) {
          return Optional.of(betweenText(write, before.get(), after));
        }
      }
    }
    return Optional.empty();
  }

  private String betweenText(Access write, Access before, Access after) {
    return "%s's %s came between %s's %s and %s"
        .formatted(
            phrases.actor(write.step()),
            phrases.statement(write.step()),
            phrases.actor(before.step()),
            phrases.statement(before.step(), after.step()),
            phrases.statement(after.step(), before.step()));
  }

  private Optional<String> lastMeeting() {
    for (int i = accesses.size() - 1; i >= 0; i--) {
      Access later = accesses.get(i);
      Optional<Access> earlier =
          accesses.subList(0, i).stream()
              .filter(a -> a.cell() == later.cell() && !a.sameContext(later))
              .filter(a -> !(a.reads() && later.reads()))
              .reduce((first, second) -> second);
      if (earlier.isPresent()) {
        return Optional.of(
            "%s's %s came after %s's %s"
                .formatted(
                    phrases.actor(later.step()),
                    phrases.statement(later.step()),
                    phrases.actor(earlier.get().step()),
                    phrases.statement(earlier.get().step())));
      }
    }
    return Optional.empty();
  }

  /** {@code vmcs_a.cpu = 1}. */
  private String value(Access access) {
    Location cell = memory.locations().get(access.cell());
    return cell.name() + " = " + memory.describe(access.effect().value(), cell.pointer());
  }
}

package dev.kaboom.analysis.stress;

import com.google.common.collect.ImmutableList;
import dev.kaboom.program.Code;
import dev.kaboom.program.Context;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Program;
import java.util.stream.Collectors;

/**
 * Waiting on a JVM: for a condition, a lock or a request. An actor cannot be told to wait for ever,
 * and no number of rounds says that it would. So the actors of a harness that waits say when they
 * rest, and a wait ends when none of them can go on: {@code Support.Watch} has the argument.
 */
final class Waits {
  private final Program program;
  private final boolean exist;

  Waits(Program program) {
    this.program = program;
    this.exist = program.contexts().stream().anyMatch(c -> waits(c.code()));
  }

  /** Whether any context waits for another, other than by a loop of the model's own. */
  boolean exist() {
    return exist;
  }

  /** Whether the run of some context may be given up: one with a wait, or with a loop. */
  static boolean mayGiveUp(Program program) {
    return program.contexts().stream().anyMatch(c -> waits(c.code()) || loops(c.code()));
  }

  private static boolean waits(Code code) {
    return code.instructions().stream()
        .anyMatch(
            i ->
                i instanceof Instruction.Require
                    || i instanceof Instruction.Send
                    || i instanceof Instruction.AwaitSent
                    || (i instanceof Instruction.LockOperation lock
                        && lock.kind() == Instruction.LockOperation.Kind.LOCK));
  }

  private static boolean loops(Code code) {
    for (int i = 0; i < code.size(); i++) {
      Instruction instruction = code.instructions().get(i);
      if ((instruction instanceof Instruction.Jump jump && jump.target() <= i)
          || (instruction instanceof Instruction.Branch branch && branch.otherwise() <= i)) {
        return true;
      }
    }
    return false;
  }

  /** What the state has for it; {@code cpus} are those that do something. */
  String fields(ImmutableList<Integer> cpus) {
    String busy = cpus.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return exist
        ? "    final Support.Watch watch = new Support.Watch(%d, %s);\n"
            .formatted(program.cpuCount(), busy)
        : "";
  }

  /** The statement for one more round of a wait, which {@code count} counts. */
  static String round(int cpu, String count) {
    return "s.watch.await(%d, %s++, open(s));".formatted(cpu, count);
  }

  /** The statement behind a wait. */
  static String over(int cpu, String count) {
    return "if (%2$s > 0) { %2$s = 0; s.watch.go(%1$d); }".formatted(cpu, count);
  }

  /** The statement before a handler that may come to a CPU that waits; "" if none waits. */
  String handler(int cpu) {
    return exist ? "s.watch.go(" + cpu + "); " : "";
  }

  /** A further reason for a handler to come: the CPUs wait, and nothing else can happen. */
  String hurry() {
    return exist ? " || s.watch.hurry" : "";
  }

  /** The statement behind all that a CPU does; "" if none waits. */
  String end(int cpu) {
    return exist ? "s.watch.end(" + cpu + ");" : "";
  }

  /** The method that tells whether a handler may still come that nobody has to send. */
  String open() {
    String may =
        program.contexts().stream()
            .filter(c -> c.kind() == ContextKind.IRQ || c.kind() == ContextKind.NMI)
            .map(Waits::may)
            .collect(Collectors.joining("\n        || "));
    String any = may.isEmpty() ? "false" : may;
    return "  private static boolean open(S s) {\n    return " + any + ";\n  }\n\n";
  }

  private static String may(Context handler) {
    int cpu = handler.cpu();
    return ("(s.stop%2$d != Support.HALTED && s.nmi%2$d == 0%4$s && s.running%1$d == 0"
            + " && s.came%1$d < %3$d)")
        .formatted(
            handler.index(),
            cpu,
            handler.budget(),
            handler.kind().nmi() ? "" : " && s.masked" + cpu + " == 0");
  }
}

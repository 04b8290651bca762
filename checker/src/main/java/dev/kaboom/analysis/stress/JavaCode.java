package dev.kaboom.analysis.stress;

import dev.kaboom.program.Code;
import dev.kaboom.program.Context;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.JavaFence;
import dev.kaboom.program.JavaMode;
import dev.kaboom.program.JavaModes;
import dev.kaboom.program.RmwOrder;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The Java statements of one piece of flat code. Code without jumps becomes straight-line Java,
 * which a JIT compiler may reorder as far as the access modes let it; other code becomes a switch
 * over the jumps' targets inside of a loop. A loop that goes round too often gives up, since no run
 * can tell a long wait from one without end.
 */
final class JavaCode implements Instruction.Visitor<String> {
  private final JavaMemory memory;
  private final Form form;
  private final Messages messages;
  private final Cuts cuts;
  private final RequestSource requests;
  private final Code code;
  private final @Nullable Context context;
  private final StringBuilder java = new StringBuilder();
  private final Set<Integer> labels = new TreeSet<>();
  private int index;
  private int atomicBegin = -1;

  /** What all code of a harness shares. */
  record Surroundings(JavaMemory memory, Messages messages, Cuts cuts, RequestSource requests) {}

  /**
   * The text of {@code code}.
   *
   * @param context whose code it is; null for INIT and predicates
   */
  JavaCode(Surroundings shared, Form form, Code code, @Nullable Context context) {
    this.memory = shared.memory();
    this.form = form;
    this.messages = shared.messages();
    this.cuts = shared.cuts();
    this.requests = shared.requests();
    this.code = code;
    this.context = context;
  }

  /** Statements that leave the registers as they are at the end of the code. */
  String statements() {
    labels.addAll(Targets.of(code));
    for (int r = 0; r < code.registers().size(); r++) {
      java.append("    long r")
          .append(r)
          .append(
              r == 0 && context != null && RequestSource.serves(context) ? " = argument" : " = 0L");
      java.append("; // ").append(JavaText.comment(code.registers().get(r))).append('\n');
    }
    boolean jumps = !labels.isEmpty();
    if (jumps) {
      java.append("    int pc = -1;\n    int rounds = 0;\n    int spin = 0;\n");
      java.append("    run:\n    for (;;) {\n    switch (pc) {\n    default:\n");
    }
    for (index = 0; index < code.size(); index++) {
      instruction(code.instructions().get(index));
    }
    if (jumps) {
      java.append("    case ").append(code.size()).append(":\n    break run;\n    }\n    }\n");
    }
    return java.toString();
  }

  private void instruction(Instruction instruction) {
    if (labels.contains(index)) {
      java.append("    case ").append(index).append(":\n");
    }
    String text = instruction.accept(this);
    if (text.isEmpty()) {
      return;
    }
    String source = JavaText.comment(instruction.at().text());
    if (!source.isEmpty()) {
      java.append("    // ").append(instruction.at().line()).append(": ").append(source);
      java.append('\n');
    }
    java.append("    ").append(text).append('\n');
  }

  /** A visible step: behind the place where a handler can come, and whole where steps are. */
  private String step(String body) {
    if (atomicBegin >= 0) {
      return body;
    }
    boolean locked = form == Form.STEPS;
    String open = locked ? "enter(s, " + cpu() + "); " : "";
    return point() + open + body + (locked ? " M.setVolatile(s, 0);" : "");
  }

  /** The place where a handler can come before the instruction that is translated now. */
  private String point() {
    return context == null ? "" : cuts.point(context, index);
  }

  private int cpu() {
    return context == null ? 0 : context.cpu() + 1;
  }

  private JavaMode mode(JavaMode wanted) {
    return form == Form.MODES ? wanted : JavaMode.PLAIN;
  }

  @Override
  public String load(Instruction.Load load) {
    JavaMemory.Cell cell = memory.cell(load.address(), load.type().bytes());
    String read = memory.read(cell, cell.expression(), mode(JavaModes.of(load.kind())));
    return step("r" + load.register() + " = " + JavaExpression.wrap(load.type(), read) + ";");
  }

  @Override
  public String store(Instruction.Store store) {
    JavaMemory.Cell cell = memory.cell(store.address(), store.type().bytes());
    String value = JavaExpression.wrap(store.type(), JavaExpression.of(store.value()));
    JavaMode mode = mode(JavaModes.of(store.kind()));
    return step(memory.write(cell, cell.expression(), value, mode));
  }

  @Override
  public String rmw(Instruction.Rmw rmw) {
    JavaMemory.Cell cell = memory.cell(rmw.address(), rmw.type().bytes());
    String value = JavaExpression.wrap(rmw.type(), JavaExpression.of(rmw.newValue()));
    String keep =
        rmw.condition() == null
            ? ""
            : "if (" + JavaExpression.of(rmw.condition()) + " == 0) break; ";
    String fence = fence(around(rmw.order()));
    String old = "r" + rmw.register();
    String read = memory.read(cell, "at", mode(JavaMode.OPAQUE));
    String done =
        form == Form.MODES
            ? "if ("
                + memory.exchange(cell, "at", "old", value, suffix(rmw.order()))
                + ") { "
                + fence
                + "break; }"
            : memory.write(cell, "at", value, JavaMode.PLAIN) + " break;";
    return step(
        "{ int at = %s; %sfor (;;) { long old = %s; %s = %s; %s%s } }"
            .formatted(
                cell.expression(),
                fence,
                read,
                old,
                JavaExpression.wrap(rmw.type(), "old"),
                keep,
                done));
  }

  private static Optional<JavaFence> around(RmwOrder order) {
    return JavaModes.of(order).flatMap(JavaModes.Atomic::around);
  }

  private static String suffix(RmwOrder order) {
    return JavaModes.of(order).map(JavaModes.Atomic::suffix).orElse("");
  }

  private String fence(Optional<JavaFence> fence) {
    return form == Form.MODES ? fence.map(f -> "VarHandle." + f.method() + "(); ").orElse("") : "";
  }

  @Override
  public String fence(Instruction.Fence fence) {
    return fence(JavaModes.of(fence.barrier())).strip();
  }

  @Override
  public String lock(Instruction.LockOperation lock) {
    JavaMemory.Cell cell = memory.lock(lock.address());
    String take = take(cell);
    return switch (lock.kind()) {
      case LOCK -> step(lockLoop(cell, take));
      case UNLOCK -> step(memory.write(cell, cell.expression(), "0L", released()));
      case TRY_LOCK ->
          step("{ int at = " + cell.expression() + "; " + result(lock, take + " ? 1L : 0L") + " }");
      case IS_LOCKED -> {
        String read = memory.read(cell, cell.expression(), mode(JavaMode.OPAQUE));
        yield step(result(lock, read));
      }
    };
  }

  private JavaMode released() {
    return mode(JavaMode.RELEASE_ACQUIRE);
  }

  private static String result(Instruction.LockOperation lock, String value) {
    return lock.register() < 0 ? value + ";" : "r" + lock.register() + " = " + value + ";";
  }

  private String take(JavaMemory.Cell cell) {
    return memory.exchange(cell, "at", "0L", "1L", form == Form.MODES ? "Acquire" : "");
  }

  private String lockLoop(JavaMemory.Cell cell, String take) {
    boolean steps = form == Form.STEPS;
    String leave = steps ? "M.setVolatile(s, 0); " : "";
    String enter = steps ? " enter(s, " + cpu() + ");" : "";
    return "{ int at = %s; int waited = 0; while (!(%s)) { %s%s%s } %s }"
        .formatted(cell.expression(), take, leave, round("waited"), enter, over("waited"));
  }

  /** Read-side critical sections are nothing in Java; the rest is refused before. */
  @Override
  public String rcu(Instruction.RcuOperation rcu) {
    return "";
  }

  @Override
  public String irq(Instruction.IrqOperation irq) {
    String mask = "s.masked" + (context == null ? 0 : context.cpu());
    String old = "r" + irq.register() + " = " + mask + " == 0 ? 1L : 0L; ";
    return point()
        + switch (irq.kind()) {
          case DISABLE -> mask + " = 1;";
          case ENABLE -> mask + " = 0;";
          case SAVE -> (irq.register() < 0 ? "" : old) + mask + " = 1;";
          case RESTORE -> {
            Expression flags = irq.flags();
            yield mask
                + " = "
                + (flags == null ? "0" : JavaExpression.of(flags) + " == 0 ? 1 : 0")
                + ";";
          }
        };
  }

  @Override
  public String send(Instruction.Send send) {
    return context == null ? "" : awaitServed(context) + step(requests.send(send, context));
  }

  @Override
  public String awaitSent(Instruction.AwaitSent await) {
    return context == null ? "" : point() + awaitServed(context);
  }

  private String awaitServed(Context sender) {
    return "{ int waited = 0; while (%s) { %s } %s } "
        .formatted(RequestSource.pending(sender), round("waited"), over("waited"));
  }

  /** One more round of a wait, in which requests are taken at once and handlers may come. */
  private String round(String count) {
    int cpu = cpu() - 1;
    String now = requests.serves(cpu) ? "s.lag" + cpu + " = 0; " : "";
    return now + point() + Waits.round(cpu, count);
  }

  private String over(String count) {
    return Waits.over(cpu() - 1, count);
  }

  @Override
  public String assign(Instruction.Assign assign) {
    return "r" + assign.register() + " = " + JavaExpression.of(assign.value()) + ";";
  }

  @Override
  public String nondet(Instruction.Nondet nondet) {
    return "r%d = Support.nondet(%dL, %dL);"
        .formatted(nondet.register(), nondet.low(), nondet.high());
  }

  @Override
  public String branch(Instruction.Branch branch) {
    String condition = JavaExpression.of(branch.condition()) + " == 0";
    return "if (" + condition + ") { " + jumpTo(branch.otherwise()) + " }";
  }

  @Override
  public String jump(Instruction.Jump jump) {
    return "if (true) { " + jumpTo(jump.target()) + " }";
  }

  private String jumpTo(int target) {
    String round = target <= index ? "Support.pause(rounds++); " : "";
    return round + "pc = " + target + "; continue run;";
  }

  @Override
  public String atomicBegin(Instruction.AtomicBegin begin) {
    String open = form == Form.STEPS ? "enter(s, " + cpu() + ");" : "";
    String text = point() + open;
    atomicBegin = index;
    return text.strip();
  }

  @Override
  public String atomicEnd(Instruction.AtomicEnd end) {
    atomicBegin = -1;
    return form == Form.STEPS ? "M.setVolatile(s, 0);" : "";
  }

  @Override
  public String require(Instruction.Require require) {
    String close = form == Form.STEPS ? "M.setVolatile(s, 0); " : "";
    String condition = JavaExpression.of(require.condition());
    String now = requests.serves(cpu() - 1) ? "s.lag" + (cpu() - 1) + " = 0; " : "";
    return "if (%s == 0) { %s%s%s pc = %d; continue run; } %s"
        .formatted(
            condition, close, now, Waits.round(cpu() - 1, "spin"), atomicBegin, over("spin"));
  }

  @Override
  public String assume(Instruction.Assume assume) {
    return "if (" + JavaExpression.of(assume.condition()) + " == 0) throw Support.assumption();";
  }

  @Override
  public String check(Instruction.Check check) {
    int number = messages.number(check);
    return "if (%s == 0) throw new Support.Stop(%d);"
        .formatted(JavaExpression.of(check.condition()), number);
  }

  @Override
  public String halt(Instruction.Halt halt) {
    return point() + "if (true) throw Support.halt();";
  }
}

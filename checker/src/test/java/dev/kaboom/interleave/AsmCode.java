package dev.kaboom.interleave;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.BinaryOperator;
import dev.kaboom.program.CheckKind;
import dev.kaboom.program.Code;
import dev.kaboom.program.ContextKind;
import dev.kaboom.program.Expression;
import dev.kaboom.program.Instruction;
import dev.kaboom.program.Position;
import dev.kaboom.program.RmwOrder;
import dev.kaboom.program.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Instructions of {@link Asm}, separated by semicolons. R and W take the suffixes ! (ONCE), acq and
 * rel; an address is a cell's name or *register; registers starting with t are not shown at the
 * end; register 0 of an IPI is called arg.
 */
final class AsmCode {
  private static final ValueType TYPE = ValueType.S64;

  private final Map<String, Long> symbols;
  private final Map<String, Integer> routines;
  private final Map<String, Integer> registers = new LinkedHashMap<>();
  private final Map<String, Integer> labels = new LinkedHashMap<>();
  private final List<Instruction> out = new ArrayList<>();
  private Position at = Position.NONE;

  private AsmCode(Map<String, Long> symbols, Map<String, Integer> routines) {
    this.symbols = symbols;
    this.routines = routines;
  }

  static Code code(String text, Map<String, Long> symbols, Map<String, Integer> routines) {
    return new AsmCode(symbols, routines).parse(text);
  }

  /** {@code a op b}, each a cell, *cell or number; or several comparisons joined by "or". */
  static Code predicate(String text, Map<String, Long> symbols) {
    AsmCode code = new AsmCode(symbols, Map.of());
    int result = code.register("result");
    ImmutableList<String> words = split(text);
    Expression value =
        new Expression.Binary(
            operator(words.get(1)), code.loaded(words.get(0)), code.loaded(words.get(2)));
    code.out.add(new Instruction.Assign(Position.NONE, result, value));
    return code.finish();
  }

  private Expression loaded(String word) {
    if (word.startsWith("*")) {
      Expression pointer = loaded(word.substring(1));
      int register = register("p" + registers.size());
      out.add(new Instruction.Load(at, register, pointer, TYPE, AccessKind.PLAIN));
      return new Expression.Register(register);
    }
    if (!symbols.containsKey(word)) {
      return operand(word);
    }
    int register = register("p" + registers.size());
    out.add(new Instruction.Load(at, register, address(word), TYPE, AccessKind.PLAIN));
    return new Expression.Register(register);
  }

  private static ImmutableList<String> split(String text) {
    return Splitter.on(' ')
        .omitEmptyStrings()
        .splitToStream(text)
        .collect(ImmutableList.toImmutableList());
  }

  private Code parse(String text) {
    if (text.contains("arg")) {
      register("arg");
    }
    ImmutableList<ImmutableList<String>> statements =
        Splitter.on(';')
            .omitEmptyStrings()
            .trimResults()
            .splitToStream(text)
            .map(AsmCode::split)
            .collect(ImmutableList.toImmutableList());
    int index = 0;
    for (ImmutableList<String> words : statements) {
      if (words.get(0).endsWith(":")) {
        labels.put(words.get(0).replace(":", ""), index);
      } else {
        index++;
      }
    }
    for (ImmutableList<String> words : statements) {
      if (!words.get(0).endsWith(":")) {
        at = new Position("test", 1, out.size() + 1, "", String.join(" ", words));
        out.add(instruction(words));
      }
    }
    return finish();
  }

  private Code finish() {
    ImmutableList<String> names =
        registers.keySet().stream()
            .map(name -> name.startsWith("t") || name.equals("arg") ? "%" + name : name)
            .collect(ImmutableList.toImmutableList());
    return new Code(ImmutableList.copyOf(out), names);
  }

  private int register(String name) {
    return registers.computeIfAbsent(name, n -> registers.size());
  }

  private Expression operand(String word) {
    if (word.startsWith("&")) {
      return new Expression.Constant(symbols.getOrDefault(word.substring(1), 0L));
    }
    if (Character.isLetter(word.charAt(0))) {
      return new Expression.Register(register(word));
    }
    return new Expression.Constant(Long.decode(word));
  }

  private Expression address(String word) {
    return word.startsWith("*")
        ? operand(word.substring(1))
        : new Expression.Constant(symbols.getOrDefault(word, 0L));
  }

  private static BinaryOperator operator(String word) {
    return switch (word) {
      case "+" -> BinaryOperator.ADD;
      case "-" -> BinaryOperator.SUBTRACT;
      case "*" -> BinaryOperator.MULTIPLY;
      case "/" -> BinaryOperator.DIVIDE;
      case "&" -> BinaryOperator.AND;
      case "==" -> BinaryOperator.EQUAL;
      case "!=" -> BinaryOperator.NOT_EQUAL;
      case "<" -> BinaryOperator.LESS;
      case "<=" -> BinaryOperator.LESS_EQUAL;
      default -> throw new AssertionError(word);
    };
  }

  private Expression expression(List<String> words) {
    Expression first = operand(words.get(0));
    return words.size() == 1
        ? first
        : new Expression.Binary(operator(words.get(1)), first, operand(words.get(2)));
  }

  private static AccessKind kind(String word) {
    return switch (word.substring(1)) {
      case "" -> AccessKind.PLAIN;
      case "!" -> AccessKind.ONCE;
      case "acq" -> AccessKind.ACQUIRE;
      case "rel" -> AccessKind.RELEASE;
      default -> throw new AssertionError(word);
    };
  }

  private Instruction instruction(ImmutableList<String> words) {
    String name = words.get(0);
    return switch (name) {
      case "R", "R!", "Racq" ->
          new Instruction.Load(at, register(words.get(1)), address(words.get(2)), TYPE, kind(name));
      case "W", "W!", "Wrel" ->
          new Instruction.Store(
              at, address(words.get(1)), expression(from(words, 2)), TYPE, kind(name));
      case "mb" -> new Instruction.Fence(at, Barrier.MB);
      case "wmb" -> new Instruction.Fence(at, Barrier.WMB);
      case "barrier" -> new Instruction.Fence(at, Barrier.COMPILER);
      case "xchg", "add", "addret", "cmpxchg" -> rmw(words, RmwOrder.FULL);
      case "ladd" -> rmw(words, RmwOrder.LOCAL);
      case "radd" -> rmw(words, RmwOrder.LOCAL_PLAIN);
      case "lock", "unlock", "trylock", "islocked" -> lock(words);
      case "rlock", "runlock", "sync" -> rcu(name);
      case "irq" -> irq(words);
      case "set" -> new Instruction.Assign(at, register(words.get(1)), expression(from(words, 2)));
      case "nondet" ->
          new Instruction.Nondet(
              at, register(words.get(1)), Long.decode(words.get(2)), Long.decode(words.get(3)));
      case "assert", "bug" ->
          new Instruction.Check(
              at,
              words.get(0).equals("bug") ? CheckKind.BUG : CheckKind.ASSERT,
              expression(from(words, 1)),
              String.join(" ", words));
      case "assume" -> new Instruction.Assume(at, expression(from(words, 1)));
      case "require" -> new Instruction.Require(at, expression(from(words, 1)));
      default -> control(words);
    };
  }

  private Instruction control(ImmutableList<String> words) {
    return switch (words.get(0)) {
      case "bz" -> branch(labels.getOrDefault(words.get(1), -1), -1, expression(from(words, 2)));
      case "bzj" ->
          branch(
              labels.getOrDefault(words.get(1), -1),
              labels.getOrDefault(words.get(2), -1),
              expression(from(words, 3)));
      case "goto" -> new Instruction.Jump(at, labels.getOrDefault(words.get(1), -1));
      case "atomic" -> new Instruction.AtomicBegin(at);
      case "end" -> new Instruction.AtomicEnd(at);
      case "halt" -> new Instruction.Halt(at);
      case "await" -> new Instruction.AwaitSent(at);
      case "ipi" -> send(words, ContextKind.IPI);
      case "snmi" -> send(words, ContextKind.SENT_NMI);
      default -> throw new AssertionError(words.toString());
    };
  }

  /** {@code bz L e}: an if without else, or a loop; {@code bzj E J e}: an if with else and join. */
  private Instruction branch(int otherwise, int join, Expression condition) {
    int next = at.column() + 1;
    int end = join >= 0 ? join : Math.max(otherwise, next);
    return new Instruction.Branch(at, condition, otherwise, end);
  }

  private static List<String> from(ImmutableList<String> words, int first) {
    return words.subList(first, words.size());
  }

  private Instruction send(ImmutableList<String> words, ContextKind kind) {
    Expression argument = words.size() > 3 ? operand(words.get(3)) : new Expression.Constant(0);
    return new Instruction.Send(
        at, kind, operand(words.get(1)), routines.getOrDefault(words.get(2), -1), argument);
  }

  /** xchg r x v; add, ladd, radd x v; addret r x v; cmpxchg r x old new. */
  private Instruction rmw(ImmutableList<String> words, RmwOrder order) {
    boolean silent = words.get(0).endsWith("add");
    int register = register(silent ? "told" : words.get(1));
    Expression old = new Expression.Register(register);
    Expression operand = operand(words.get(silent ? 2 : 3));
    @Nullable Expression condition = null;
    Expression value = operand;
    if (words.get(0).contains("add")) {
      value = new Expression.Binary(BinaryOperator.ADD, old, operand);
    } else if (words.get(0).equals("cmpxchg")) {
      condition = new Expression.Binary(BinaryOperator.EQUAL, old, operand);
      value = operand(words.get(4));
    }
    return new Instruction.Rmw(
        at,
        register,
        address(words.get(silent ? 1 : 2)),
        condition,
        value,
        TYPE,
        silent && order == RmwOrder.FULL ? RmwOrder.RELAXED : order,
        !silent);
  }

  private Instruction lock(ImmutableList<String> words) {
    return switch (words.get(0)) {
      case "lock" -> lock(Instruction.LockOperation.Kind.LOCK, -1, words.get(1));
      case "unlock" -> lock(Instruction.LockOperation.Kind.UNLOCK, -1, words.get(1));
      case "trylock" ->
          lock(Instruction.LockOperation.Kind.TRY_LOCK, register(words.get(1)), words.get(2));
      default ->
          lock(Instruction.LockOperation.Kind.IS_LOCKED, register(words.get(1)), words.get(2));
    };
  }

  private Instruction lock(Instruction.LockOperation.Kind kind, int register, String cell) {
    return new Instruction.LockOperation(at, kind, register, address(cell));
  }

  private Instruction rcu(String name) {
    Instruction.RcuOperation.Kind kind =
        switch (name) {
          case "rlock" -> Instruction.RcuOperation.Kind.READ_LOCK;
          case "runlock" -> Instruction.RcuOperation.Kind.READ_UNLOCK;
          default -> Instruction.RcuOperation.Kind.SYNCHRONIZE;
        };
    return new Instruction.RcuOperation(at, kind, null, -1, null);
  }

  /** irq off; irq on; irq save r; irq restore r. */
  private Instruction irq(ImmutableList<String> words) {
    return switch (words.get(1)) {
      case "off" ->
          new Instruction.IrqOperation(at, Instruction.IrqOperation.Kind.DISABLE, -1, null);
      case "on" -> new Instruction.IrqOperation(at, Instruction.IrqOperation.Kind.ENABLE, -1, null);
      case "save" ->
          new Instruction.IrqOperation(
              at, Instruction.IrqOperation.Kind.SAVE, register(words.get(2)), null);
      default ->
          new Instruction.IrqOperation(
              at, Instruction.IrqOperation.Kind.RESTORE, -1, operand(words.get(2)));
    };
  }
}

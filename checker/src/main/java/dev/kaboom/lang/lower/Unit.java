package dev.kaboom.lang.lower;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Declaration;
import dev.kaboom.lang.lower.memory.Cells;
import dev.kaboom.lang.lower.memory.MemoryBuilder;
import dev.kaboom.lang.lower.type.CType;
import dev.kaboom.lang.lower.type.FunctionType;
import dev.kaboom.property.Model.Dialect;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One file on its way to a program: what all its codes share. */
final class Unit {
  /** No file makes the lowering look at more expressions: macros and inlining multiply. */
  private static final int WORK_MAX = 3_000_000;

  private final Dialect dialect;
  private final Diagnostics diagnostics;
  private final int cpuCount;
  private final MemoryBuilder memory;
  private final ImmutableMap<String, Intrinsic> intrinsics;
  private final HeaderIndex headers;
  private final Scope globals = new Scope(null);
  private final Map<String, Routine> routines = new LinkedHashMap<>();
  private final Map<String, Global> variables = new LinkedHashMap<>();
  private final Set<String> observed = new LinkedHashSet<>();
  private final IdentityHashMap<Declaration.Variable, Long> statics = new IdentityHashMap<>();
  private final Requests requests = new Requests();
  private int work;

  /**
   * A global variable.
   *
   * @param address of the object, or what stands for all copies of a per-CPU variable
   */
  record Global(String name, CType type, long address, boolean perCpu) {}

  Unit(
      Dialect dialect,
      Diagnostics diagnostics,
      int cpuCount,
      ImmutableMap<String, Intrinsic> intrinsics,
      HeaderIndex headers) {
    this.headers = headers;
    this.dialect = dialect;
    this.diagnostics = diagnostics;
    this.cpuCount = cpuCount;
    this.memory = new MemoryBuilder(cpuCount);
    this.intrinsics = intrinsics;
  }

  boolean litmus() {
    return dialect == Dialect.LITMUS;
  }

  Diagnostics diagnostics() {
    return diagnostics;
  }

  int cpuCount() {
    return cpuCount;
  }

  MemoryBuilder memory() {
    return memory;
  }

  ImmutableMap<String, Intrinsic> intrinsics() {
    return intrinsics;
  }

  Scope globals() {
    return globals;
  }

  Map<String, Routine> routines() {
    return routines;
  }

  HeaderIndex headers() {
    return headers;
  }

  /** The function at an address. */
  Optional<Routine> routineAt(long address) {
    return memory.functionAt(address).map(routines::get);
  }

  /** The functions that a pointer of this type may point to. */
  ImmutableList<Routine> takenRoutines(FunctionType type) {
    return routines.values().stream()
        .filter(routine -> routine.taken() && routine.definition() != null)
        .filter(routine -> routine.type().callableAs(type))
        .collect(ImmutableList.toImmutableList());
  }

  /** The global variables in declaration order. */
  Map<String, Global> variables() {
    return variables;
  }

  /** Addresses of the static variables of functions. */
  IdentityHashMap<Declaration.Variable, Long> statics() {
    return statics;
  }

  Requests requests() {
    return requests;
  }

  /** Notes that a property names this variable. */
  void observe(String variable) {
    observed.add(variable);
  }

  Set<String> observed() {
    return observed;
  }

  /** Counts one step of work; gives up on a file that multiplies without end. */
  void step(Span at) {
    if (++work > WORK_MAX) {
      throw new LoweringLimitException(
          at, "the file is too large once its macros and functions are expanded");
    }
  }

  /** Checks that an object of this type can be placed in memory. */
  void checkObject(String name, CType type, Span at) {
    if (!type.complete()) {
      throw new SemanticException(
          at, "'" + name + "' has the incomplete type " + type.spelling(), "");
    }
    Cells.of(type)
        .problem()
        .ifPresent(
            problem -> {
              throw new SemanticException(at, "'" + name + "' " + problem);
            });
    if (memory.full()) {
      throw new LoweringLimitException(at, "the program has too much memory");
    }
  }
}

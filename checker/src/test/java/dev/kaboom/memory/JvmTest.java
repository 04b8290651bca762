package dev.kaboom.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.graph.Event;
import dev.kaboom.graph.Execution;
import dev.kaboom.graph.ExecutionGraph;
import dev.kaboom.graph.FinalState;
import dev.kaboom.graph.GraphEngine;
import dev.kaboom.graph.GraphOptions;
import dev.kaboom.graph.GraphResult;
import dev.kaboom.graph.ProgramBuilder;
import dev.kaboom.graph.ProgramBuilder.ThreadBuilder;
import dev.kaboom.graph.Tag;
import dev.kaboom.graph.replay.Claim;
import dev.kaboom.graph.replay.Definitions;
import dev.kaboom.graph.replay.GraphReplay;
import dev.kaboom.program.AccessKind;
import dev.kaboom.program.Barrier;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Instruction.RcuOperation;
import dev.kaboom.program.JavaFence;
import dev.kaboom.program.JavaMode;
import dev.kaboom.program.JavaModes;
import dev.kaboom.program.Machine;
import dev.kaboom.program.RmwOrder;
import dev.kaboom.property.Model;
import dev.kaboom.testing.AtomKind;
import dev.kaboom.testing.SmallPrograms;
import dev.kaboom.testing.SmallPrograms.Shape;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Java's access modes on the tests of the field.
 *
 * <p>Threads stand side by side between bars. {@code Wx1} writes 1 to x, {@code Rx} reads it into
 * the thread's next register r0, r1 …; the mode is that of the case, or a letter behind: {@code p}
 * plain, {@code o} opaque, {@code a} release or acquire. {@code Xx1} is xchg(), {@code Yx1}
 * xchg_relaxed(), {@code Cx1} a cmpxchg() from 7 to 1; {@code mb}, {@code wmb}, {@code rmb}, {@code
 * cb} are fences.
 */
class JvmTest {
  private static final Claim YES = new Claim.Proposition(true);
  private static final Claim NO = new Claim.Proposition(false);

  /** How a test's accesses are made. */
  private enum Case {
    PLAIN,
    OPAQUE,
    RELEASE_ACQUIRE,
    VOLATILE,
    /** Opaque, with full fences between. */
    FENCED
  }

  private static Model model(String program, String condition, Case in) {
    ProgramBuilder builder = new ProgramBuilder();
    for (String thread : Splitter.on('|').trimResults().split(program)) {
      ThreadBuilder code = builder.thread();
      int register = 0;
      boolean first = true;
      for (String atom : Splitter.on(' ').omitEmptyStrings().split(thread)) {
        if (in == Case.FENCED && !first) {
          code.mb();
        }
        register += add(code, atom, register, in) ? 1 : 0;
        first = false;
      }
    }
    return builder.exists(condition.split(" "));
  }

  /** Adds the atom; whether it used the register. */
  private static boolean add(ThreadBuilder code, String atom, int register, Case in) {
    switch (atom) {
      case "mb" -> code.mb();
      case "wmb" -> code.fence(Barrier.WMB);
      case "rmb" -> code.fence(Barrier.RMB);
      case "cb" -> code.fence(Barrier.COMPILER);
      default -> {
        return access(code, atom, "r" + register, in);
      }
    }
    return false;
  }

  private static boolean access(ThreadBuilder code, String atom, String register, Case in) {
    String cell = atom.substring(1, 2);
    char last = atom.charAt(atom.length() - 1);
    boolean writes = atom.charAt(0) != 'R';
    int value = writes ? atom.charAt(2) - '0' : 0;
    switch (atom.charAt(0)) {
      case 'W' -> code.write(cell, value, kind(last, in, AccessKind.RELEASE));
      case 'R' -> code.read(register, cell, kind(last, in, AccessKind.ACQUIRE));
      case 'X' -> code.exchange(register, cell, value, RmwOrder.FULL);
      case 'Y' -> code.exchange(register, cell, value, RmwOrder.RELAXED);
      case 'C' -> code.compareExchange(register, cell, 7, value, RmwOrder.FULL);
      default -> throw new IllegalArgumentException(atom);
    }
    return atom.charAt(0) != 'W';
  }

  private static AccessKind kind(char mode, Case in, AccessKind ordered) {
    return switch (mode) {
      case 'p' -> AccessKind.PLAIN;
      case 'o' -> AccessKind.ONCE;
      case 'a' -> ordered;
      default ->
          switch (in) {
            case PLAIN -> AccessKind.PLAIN;
            case RELEASE_ACQUIRE -> ordered;
            case OPAQUE, VOLATILE, FENCED -> AccessKind.ONCE;
          };
    };
  }

  private static GraphResult explore(Model model, MemoryModel axioms) {
    return GraphEngine.explore(model, axioms, Compiler.SOURCE, GraphOptions.DEFAULT);
  }

  private static boolean allows(String program, String condition, Case in) {
    Jvm axioms = new Jvm(in == Case.VOLATILE ? JavaMode.VOLATILE : JavaMode.OPAQUE);
    GraphResult found = explore(model(program, condition, in), axioms);
    assertTrue(found.negative() > 0, program);
    if (in != Case.VOLATILE) {
      confirm(model(program, condition, in), found.positiveWitness(), YES);
      confirm(model(program, condition, in), found.negativeWitness(), NO);
    }
    return found.positive() > 0;
  }

  /** The definitions that witnesses are confirmed by, which know no volatile accesses, agree. */
  private static void confirm(Model model, @Nullable Execution witness, Claim claim) {
    if (witness != null) {
      assertEquals(
          Optional.empty(),
          GraphReplay.objection(model, Machine.JVM, Compiler.SOURCE, witness, claim),
          "" + witness);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // name, threads, condition: plain opaque release-acquire volatile fenced; A allowed, - not
    "SB,Wx1 Ry | Wy1 Rx,0:r0=0 1:r0=0,AAA--",
    "MP,Wx1 Wy1 | Ry Rx,1:r0=1 1:r1=0,AA---",
    "LB,Rx Wy1 | Ry Wx1,0:r0=1 1:r0=1,A----",
    "3.LB,Rx Wy1 | Ry Wz1 | Rz Wx1,0:r0=1 1:r0=1 2:r0=1,A----",
    "S,Wx2 Wy1 | Ry Wx1,1:r0=1 x=2,AA---",
    "R,Wx1 Wy1 | Wy2 Rx,y=2 1:r0=0,AAA--",
    "2+2W,Wx1 Wy2 | Wy1 Wx2,x=1 y=1,AAA--",
    "3.2W,Wx1 Wy2 | Wy1 Wz2 | Wz1 Wx2,x=1 y=1 z=1,AAA--",
    "WRC,Wx1 | Rx Wy1 | Ry Rx,1:r0=1 2:r0=1 2:r1=0,AA---",
    "WWC,Wx2 | Rx Wy1 | Ry Wx1,1:r0=2 2:r0=1 x=2,AA---",
    "RWC,Wx1 | Rx Ry | Wy1 Rx,1:r0=1 1:r1=0 2:r0=0,AAA--",
    "WRR+2W,Wx1 | Rx Ry | Wy1 Wx2,1:r0=1 1:r1=0 x=1,AAA--",
    "W+RWC,Wx1 Wz1 | Rz Ry | Wy1 Rx,1:r0=1 1:r1=0 2:r0=0,AAA--",
    "Z6.0,Wx1 Wy1 | Ry Wz1 | Wz2 Rx,1:r0=1 z=2 2:r0=0,AAA--",
    "Z6.3,Wx1 Wy1 | Wy2 Wz1 | Rz Rx,2:r0=1 y=2 2:r1=0,AAA--",
    "ISA2,Wx1 Wy1 | Ry Wz1 | Rz Rx,1:r0=1 2:r0=1 2:r1=0,AA---",
    "3.SB,Wx1 Ry | Wy1 Rz | Wz1 Rx,0:r0=0 1:r0=0 2:r0=0,AAA--",
    "IRIW,Wx1 | Wy1 | Rx Ry | Ry Rx,2:r0=1 2:r1=0 3:r0=1 3:r1=0,AAA--",
    "IRRWIW,Wx1 | Wy2 | Rx Ry | Ry Wx2,2:r0=1 2:r1=0 3:r0=2 x=1,AAA--",
    "CoWW,Wx1 Wx2 | Rx,x=1,-----",
    "CoWR,Wx1 Rx | Wx2,0:r0=2 x=1,-----",
    "CoWR0,Wx1 Rx | Rx,0:r0=0,-----",
    "CoRW,Rx Wx1 | Wx2,0:r0=2 x=2,-----",
    "CoRW1,Rx Wx1 | Wx2,0:r0=1,-----",
    "CoRR,Wx1 | Rx Rx,1:r0=1 1:r1=0,A----",
    "CoRR2,Wx1 | Wx2 | Rx Rx | Rx Rx,2:r0=1 2:r1=2 3:r0=2 3:r1=1,A----",
    "CoRWR,Wx1 | Rx Wx2 Rx,1:r0=0 1:r1=0,-----",
  })
  void decidesTheClassicsInEveryMode(
      String name, String program, String condition, String expected) {
    StringBuilder verdicts = new StringBuilder();
    for (Case in : Case.values()) {
      verdicts.append(allows(program, condition, in) ? 'A' : '-');
    }
    assertEquals(expected, verdicts.toString(), name);
  }

  @ParameterizedTest
  @CsvSource({
    // Fences of the kernel
    "Wx1 wmb Wy1 | Ry rmb Rx,1:r0=1 1:r1=0,-",
    "Wx1p wmb Wy1 | Ry rmb Rxp,1:r0=1 1:r1=0,-",
    "Wx1 wmb Wy1 | Ry Rx,1:r0=1 1:r1=0,A",
    "Wx1 Wy1 | Ry rmb Rx,1:r0=1 1:r1=0,A",
    "Wx1 cb Wy1 | Ry cb Rx,1:r0=1 1:r1=0,A",
    "Wx1 wmb Ry | Wy1 wmb Rx,0:r0=0 1:r0=0,A",
    "Wx1 mb Ry | Wy1 Rx,0:r0=0 1:r0=0,A",
    "Wx1 wmb Wy2 | Wy1 wmb Wx2,x=1 y=1,A",
    "Wx1 | Rx wmb Wy1 | Ry rmb Rx,1:r0=1 2:r0=1 2:r1=0,A",
    "Wx1 | Rx mb Wy1 | Ry rmb Rx,1:r0=1 2:r0=1 2:r1=0,-",
    "Wx1 | Wy1 | Rx rmb Ry | Ry rmb Rx,2:r0=1 2:r1=0 3:r0=1 3:r1=0,A",
    "Wx1 | Wy1 | Rx mb Ry | Ry rmb Rx,2:r0=1 2:r1=0 3:r0=1 3:r1=0,A",
    // Mixed modes
    "Wx1p Wy1a | Rya Rxp,1:r0=1 1:r1=0,-",
    "Wx1p Wy1a | Ryo Rxp,1:r0=1 1:r1=0,A",
    "Wx1p Wy1a | Ryp Rxp,1:r0=1 1:r1=0,A",
    "Wx1p Wy1o | Rya Rxp,1:r0=1 1:r1=0,A",
    "Wx1 Wy1a | Ryo Wx2,1:r0=1 x=1,A",
    "Wx1o | Rxo Rxp,1:r0=1 1:r1=0,A",
    "Wx1o | Rxp Rxo,1:r0=1 1:r1=0,A",
    "Wx1p | Rxo Rxo,1:r0=1 1:r1=0,A",
    "Wx1o | Rxa Rxp,1:r0=1 1:r1=0,-",
    "Wx1p | Rxp rmb Rxp,1:r0=1 1:r1=0,-",
    // Load buffering
    "Rxo Wy1p | Ryo Wx1o,0:r0=1 1:r0=1,A",
    "Rxa Wy1p | Rya Wx1p,0:r0=1 1:r0=1,-",
    "Rxp Wy1a | Ryp Wx1a,0:r0=1 1:r0=1,-",
    "Rxa Wy1p | Ryp Wx1p,0:r0=1 1:r0=1,A",
    "Rxp mb Wy1p | Ryp mb Wx1p,0:r0=1 1:r0=1,-",
    "Rxp mb Wy1p | Ryp Wx1p,0:r0=1 1:r0=1,A",
    "Rxp wmb Wy1p | Ryp rmb Wx1p,0:r0=1 1:r0=1,A",
    // Read-modify-writes
    "Xx1 Ry | Xy1 Rx,0:r1=0 1:r1=0,-",
    "Wx1 Xz1 Ry | Wy1 Xw1 Rx,0:r1=0 1:r1=0,-",
    "Wx1 Yz1 Ry | Wy1 Yw1 Rx,0:r1=0 1:r1=0,A",
    "Wx1 Cz1 Ry | Wy1 Cw1 Rx,0:r1=0 1:r1=0,A",
    "Yx1 | Yx2,0:r0=0 1:r0=0,-",
    "Yx1 | Yx2 | Wx3,0:r0=3 1:r0=3,-",
  })
  void decidesWhatKernelCodeIsMadeOf(String program, String condition, String expected) {
    assertEquals(expected, allows(program, condition, Case.OPAQUE) ? "A" : "-");
  }

  @ParameterizedTest
  @CsvSource({
    "SB+inc,0",
    "MP+locks,0",
    "MP+addr,1",
    "LB+data,0",
    "LB+ctrl,0",
    "LB+behind-if,0",
    "MP+relseq,0",
    "race,1",
    "no-race,0",
    "trylock,1",
  })
  void decidesTheClassicsOfTheKernel(String test, int expected) {
    Model model = Objects.requireNonNull(ClassicsTest.TESTS.get(test)).get();
    GraphResult found = explore(model, MemoryModel.of(Machine.JVM));
    assertEquals(expected > 0, found.positive() > 0);
    assertEquals(ImmutableSet.of(), found.flags());
  }

  private static Optional<String> broken(Execution execution) {
    return Definitions.of(Machine.JVM, execution).brokenAxiom();
  }

  /** Of an execution that plain accesses allow, the same with marked ones. */
  @ParameterizedTest
  @CsvSource({
    "Wx1p | Rxp Rxp,1:r0=1 1:r1=0,visibility",
    "Rxp Wy1p | Ryp Wx1p,0:r0=1 1:r0=1,no-thin-air",
  })
  void theReplayForbidsIncoherentAndCircularOpaqueReads(
      String program, String condition, String axiom) {
    GraphResult found = explore(model(program, condition, Case.OPAQUE), new Jvm());
    Execution plain = Objects.requireNonNull(found.positiveWitness());
    assertEquals(Optional.empty(), broken(plain));
    ImmutableList.Builder<Event> marked = ImmutableList.builder();
    for (Event event : plain.events()) {
      marked.add(event.has(Tag.PLAIN) ? event.withTags(ImmutableSet.of(Tag.ONCE)) : event);
    }
    Execution opaque = plain.withEvents(marked.build());
    assertEquals(Optional.of(axiom), broken(opaque));
    assertFalse(new Jvm().judge(ExecutionGraph.of(opaque)).consistent());
  }

  @ParameterizedTest
  @EnumSource(Barrier.class)
  void fencesOrderWhatTheTableSays(Barrier barrier) {
    Optional<JavaFence> fence = JavaModes.of(barrier);
    boolean full = fence.equals(Optional.of(JavaFence.FULL));
    ProgramBuilder buffering = new ProgramBuilder();
    buffering.thread().write("x", 1).fence(barrier).read("r0", "y");
    buffering.thread().write("y", 1).fence(barrier).read("r0", "x");
    check(full, buffering.exists("0:r0=0", "1:r0=0"));
    ProgramBuilder writes = new ProgramBuilder();
    writes.thread().write("x", 1).fence(barrier).write("y", 1);
    writes.thread().read("r0", "y", AccessKind.ACQUIRE).read("r1", "x");
    check(
        full || fence.equals(Optional.of(JavaFence.STORE_STORE)),
        writes.exists("1:r0=1", "1:r1=0"));
    ProgramBuilder reads = new ProgramBuilder();
    reads.thread().write("x", 1).write("y", 1, AccessKind.RELEASE);
    reads.thread().read("r0", "y").fence(barrier).read("r1", "x");
    check(full || fence.equals(Optional.of(JavaFence.LOAD_LOAD)), reads.exists("1:r0=1", "1:r1=0"));
  }

  @ParameterizedTest
  @EnumSource(
      value = RmwOrder.class,
      names = {"RELAXED", "ACQUIRE", "RELEASE", "FULL"})
  void atomicsOrderWhatTheTableSays(RmwOrder order) {
    JavaModes.Atomic atomic = JavaModes.of(order).orElseThrow();
    ProgramBuilder buffering = new ProgramBuilder();
    buffering.thread().write("x", 1).exchange("r1", "z", 1, order).read("r0", "y");
    buffering.thread().write("y", 1).exchange("r1", "w", 1, order).read("r0", "x");
    check(atomic.around().isPresent(), buffering.exists("0:r0=0", "1:r0=0"));
    ProgramBuilder writes = new ProgramBuilder();
    writes.thread().write("x", 1).exchange("r1", "y", 1, order);
    writes.thread().read("r0", "y", AccessKind.ACQUIRE).read("r1", "x");
    check(atomic.write() != JavaMode.OPAQUE, writes.exists("1:r0=1", "1:r1=0"));
    ProgramBuilder reads = new ProgramBuilder();
    reads.thread().write("x", 1).write("y", 1, AccessKind.RELEASE);
    reads.thread().exchange("r0", "y", 2, order).read("r1", "x");
    check(atomic.read() != JavaMode.OPAQUE, reads.exists("1:r0=1", "1:r1=0"));
  }

  private static void check(boolean forbidden, Model model) {
    assertEquals(forbidden, explore(model, new Jvm()).positive() == 0);
  }

  @Test
  void aValueOutOfThinAirIsNoValue() {
    ProgramBuilder program = new ProgramBuilder();
    ThreadBuilder one = program.thread().read("r0", "x", AccessKind.PLAIN);
    one.write("y", one.value("r0"), AccessKind.PLAIN);
    ThreadBuilder two = program.thread().read("r0", "y", AccessKind.PLAIN);
    two.write("x", two.value("r0"), AccessKind.PLAIN);
    GraphResult found = explore(program.exists("0:r0=1"), new Jvm());
    assertEquals(1, found.states().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RCU-MP", "SRCU-nested"})
  void gracePeriodsAreRefused(String test) {
    Model model = Objects.requireNonNull(ClassicsTest.TESTS.get(test)).get();
    String refused = explore(model, new Jvm()).incomplete();
    assertTrue(refused != null && refused.contains("this machine"), refused);
  }

  @Test
  void readSideCriticalSectionsAreNothing() {
    ProgramBuilder program = new ProgramBuilder();
    program
        .thread()
        .rcu(RcuOperation.Kind.READ_LOCK)
        .write("x", 1)
        .rcu(RcuOperation.Kind.READ_UNLOCK);
    program.thread().read("r0", "x");
    GraphResult found = explore(program.exists("1:r0=1"), new Jvm());
    assertEquals(1, found.positive());
    assertEquals(1, found.negative());
  }

  @Test
  void theCompilersOrderIsRefused() {
    Model model = model("Wx1 | Rx", "1:r0=1", Case.OPAQUE);
    MemoryModel axioms = MemoryModel.of(Machine.JVM);
    GraphResult found = GraphEngine.explore(model, axioms, Compiler.CPPO, GraphOptions.DEFAULT);
    assertTrue(found.incomplete() != null);
  }

  private static ImmutableSet<FinalState> states(Model model, MemoryModel axioms) {
    GraphResult found = explore(model, axioms);
    assertEquals(null, found.incomplete());
    return ImmutableSet.copyOf(found.states().keySet());
  }

  private static long programs(Stream<Model> programs, Consumer<Model> check) {
    return programs.peek(check).toList().size();
  }

  @Test
  void volatileProgramsAreSequentiallyConsistent() {
    ImmutableList<AtomKind> kinds =
        ImmutableList.of(AtomKind.WRITE_ONCE, AtomKind.READ_ONCE, AtomKind.XCHG_FULL);
    MemoryModel jvm = new Jvm(JavaMode.VOLATILE);
    MemoryModel sc = MemoryModel.of(Machine.SC);
    long count =
        programs(
            SmallPrograms.all(Shape.TWO_CPUS, kinds, 3, 3),
            model ->
                assertEquals(states(model, sc), states(model, jvm), () -> model.program().name()));
    assertEquals(17_645, count);
  }

  @Test
  void whatScAllowsIsAllowed() {
    ImmutableList<AtomKind> kinds =
        ImmutableList.of(
            AtomKind.WRITE_PLAIN,
            AtomKind.WRITE_RELEASE,
            AtomKind.READ_PLAIN,
            AtomKind.READ_ACQUIRE,
            AtomKind.CMPXCHG_FULL,
            AtomKind.WMB);
    MemoryModel jvm = new Jvm();
    MemoryModel sc = MemoryModel.of(Machine.SC);
    long count =
        programs(
            SmallPrograms.all(Shape.TWO_CPUS, kinds, 2, 2),
            model ->
                assertTrue(
                    states(model, jvm).containsAll(states(model, sc)),
                    () -> model.program().name()));
    assertEquals(9_744, count);
  }

  @Test
  void aHandlerSeesItsOwnCpuInOrder() {
    ImmutableList<AtomKind> kinds =
        ImmutableList.of(AtomKind.WRITE_ONCE, AtomKind.WRITE_PLAIN, AtomKind.READ_ONCE);
    MemoryModel jvm = new Jvm();
    MemoryModel sc = MemoryModel.of(Machine.SC);
    long count =
        programs(
            SmallPrograms.all(Shape.CPU_AND_NMI, kinds, 3, 2),
            model ->
                assertEquals(states(model, sc), states(model, jvm), () -> model.program().name()));
    assertEquals(4_834, count);
  }
}

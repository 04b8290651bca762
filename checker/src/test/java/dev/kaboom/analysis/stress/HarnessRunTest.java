package dev.kaboom.analysis.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.kaboom.analysis.stress.Outcomes.Expect;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checker;
import dev.kaboom.check.GraphSearch;
import dev.kaboom.check.InterleavingEngine;
import dev.kaboom.check.Variant;
import dev.kaboom.lang.front.FrontEnd;
import dev.kaboom.property.Model;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated harnesses do what their models say: each is run some hundred times, on threads. */
class HarnessRunTest {
  private static final int RUNS = 300;

  private static final String TWO_SENDERS =
      """
      int x, y;
      static void poke(void *p) { WRITE_ONCE(*(int *)p, 1); }
      CPU(0) { %1$s smp_call_function_single(1, poke, &x, 1); assert(x == 1); %2$s }
      CPU(1) { %1$s smp_call_function_single(0, poke, &y, 1); assert(y == 1); %2$s }
      FINALLY("both were poked", x == 1 && y == 1);
      """;

  @TempDir private Path folder;

  private Harness generate(String text, int actors) throws Exception {
    Path file = folder.resolve("m.c");
    Files.writeString(file, text);
    Model model = FrontEnd.load(file, ImmutableMap.of()).model().orElseThrow();
    Checker checker = new Checker(ImmutableList.of(new InterleavingEngine(), new GraphSearch()));
    return new Generator(checker, CheckOptions.defaults(), actors)
        .generate(file, Variant.PLAIN, model);
  }

  /** What the arbiter says, of many runs; whatever comes out must be allowed. */
  private Set<String> run(Harness harness) throws Exception {
    assertEquals("", harness.skipped());
    Path classes = GeneratedClasses.compile(folder, harness);
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      Class<?> test = loader.loadClass(Generator.PACKAGE + "." + harness.name());
      Set<String> seen = run(loader, test);
      ImmutableSet<String> allowed =
          harness.outcomes().stream()
              .filter(o -> o.expect() != Expect.FORBIDDEN)
              .map(o -> o.id())
              .collect(ImmutableSet.toImmutableSet());
      assertTrue(allowed.containsAll(seen), () -> seen + " but allowed are " + allowed);
      return seen;
    }
  }

  private static List<Method> methods(Class<?> test, String annotation) {
    return Arrays.stream(test.getMethods())
        .filter(m -> Arrays.stream(m.getAnnotations()).anyMatch(a -> is(a, annotation)))
        .toList();
  }

  private static boolean is(Annotation found, String name) {
    return found.annotationType().getSimpleName().equals(name);
  }

  private static Set<String> run(ClassLoader loader, Class<?> test) throws Exception {
    Class<?> state = loader.loadClass(test.getName() + "$S");
    List<Method> actors = methods(test, "Actor");
    Method arbiter = methods(test, "Arbiter").get(0);
    Object harness = test.getConstructor().newInstance();
    ExecutorService threads = Executors.newFixedThreadPool(actors.size());
    Set<String> seen = new TreeSet<>();
    try {
      for (int i = 0; i < RUNS; i++) {
        Object s = state.getConstructor().newInstance();
        List<Future<?>> running = new ArrayList<>();
        for (Method actor : actors) {
          running.add(threads.submit(() -> actor.invoke(harness, s)));
        }
        for (Future<?> actor : running) {
          actor.get();
        }
        Object result = arbiter.getParameterTypes()[1].getConstructor().newInstance();
        arbiter.invoke(harness, s, result);
        seen.add(String.valueOf(result.getClass().getField("r1").get(result)));
      }
    } finally {
      threads.shutdownNow();
    }
    return seen;
  }

  @Test
  void whoWaitsForTheOtherServesItsRequest() throws Exception {
    assertEquals(Set.of("holds"), run(generate(TWO_SENDERS.formatted("", ""), 2)));
  }

  @Test
  void withInterruptsMaskedTheyWaitForEver() throws Exception {
    String irqsOff = TWO_SENDERS.formatted("local_irq_disable();", "local_irq_enable();");
    Set<String> seen = run(generate(irqsOff, 2));
    assertTrue(seen.contains("deadlock"), seen::toString);
    assertTrue(Set.of("holds", "deadlock").containsAll(seen), seen::toString);
  }

  @Test
  void requestsAreServedInTheirOrder() throws Exception {
    String text =
        """
        int x, order;
        static void first(void *unused) { WRITE_ONCE(order, READ_ONCE(order) * 10 + 1); }
        static void second(void *unused) { WRITE_ONCE(order, READ_ONCE(order) * 10 + 2); }
        CPU(0) {
        	smp_call_function_single(1, first, 0, 0);
        	smp_call_function_single(1, second, 0, 0);
        }
        CPU(1) { WRITE_ONCE(x, 1); WRITE_ONCE(x, 2); }
        FINALLY("in order", order == 12);
        """;
    assertEquals(Set.of("holds"), run(generate(text, 2)));
  }

  @Test
  void aSentNmiComesWhateverIsMasked() throws Exception {
    String text =
        """
        int x, sum;
        static void stop(void *unused) { WRITE_ONCE(x, 1); }
        CPU(0) { local_irq_disable(); await(READ_ONCE(x)); local_irq_enable(); sum = x; }
        CPU(1) { send_nmi(0, stop, 0); }
        FINALLY("seen", sum == 1);
        """;
    assertEquals(Set.of("holds"), run(generate(text, 2)));
  }

  @Test
  void whatWaitsForACpuThatHasHaltedIsNoDeadlock() throws Exception {
    String text =
        """
        int x;
        static void stop(void *unused) { halt(); }
        CPU(0) { await(READ_ONCE(x)); }
        CPU(1) { send_nmi(0, stop, 0); await(READ_ONCE(x)); }
        FINALLY("nobody wrote", x == 0);
        """;
    assertEquals(Set.of("holds"), run(generate(text, 2)));
  }

  @Test
  void aLockThatIsNeverFreeIsADeadlock() throws Exception {
    String text =
        """
        #include <linux/spinlock.h>
        spinlock_t lock;
        int x;
        CPU(0) { spin_lock(&lock); WRITE_ONCE(x, 1); await(READ_ONCE(x) == 2); spin_unlock(&lock); }
        CPU(1) { spin_lock(&lock); WRITE_ONCE(x, 2); spin_unlock(&lock); }
        """;
    Set<String> seen = run(generate(text, 2));
    assertTrue(seen.contains("deadlock"), seen::toString);
    assertTrue(Set.of("holds", "deadlock").containsAll(seen), seen::toString);
  }

  @Test
  void aHandlerComesWhereNothingElseCanHappen() throws Exception {
    String waits = "int x, y; CPU(0) { await(READ_ONCE(x)); } NMI(0) { WRITE_ONCE(%s, 1); }\n";
    assertEquals(Set.of("holds"), run(generate(waits.formatted("x"), 2)));
    assertEquals(Set.of("deadlock"), run(generate(waits.formatted("y"), 2)));
  }

  @Test
  void moreCpusThanActorsAreThreads() throws Exception {
    String text =
        """
        int a, b, c;
        CPU(0) { WRITE_ONCE(a, 1); }
        CPU(1) { await(READ_ONCE(a)); WRITE_ONCE(b, 1); }
        CPU(2) { await(READ_ONCE(b)); WRITE_ONCE(c, 1); }
        CPU(3) { await(READ_ONCE(c)); WRITE_ONCE(c, 2); }
        FINALLY("in turn", c == 2);
        """;
    for (int actors : List.of(1, 2, 4)) {
      Harness harness = generate(text, actors);
      assertEquals(actors, harness.actors());
      assertEquals(Set.of("holds"), run(harness));
    }
  }

  @Test
  void severalFaultsCountByOneThatIsAllowed() throws Exception {
    String text =
        """
        int x;
        CPU(0) { WRITE_ONCE(x, 1); fault("one"); }
        CPU(1) { if (READ_ONCE(x)) fault("two"); }
        """;
    Set<String> seen = run(generate(text, 2));
    assertTrue(Set.of("fault one", "fault two").containsAll(seen), seen::toString);
  }
}

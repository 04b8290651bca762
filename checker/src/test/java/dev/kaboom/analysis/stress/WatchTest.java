package dev.kaboom.analysis.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two CPUs that wait, step by step on one thread: when a wait is known never to end. */
class WatchTest {
  /** More rounds than it takes to rest. */
  private static final int LATE = 1000;

  @TempDir private Path folder;
  private URLClassLoader loader;
  private Object watch;

  @BeforeEach
  void twoCpus() throws Exception {
    Path classes = GeneratedClasses.compile(folder);
    loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
    Constructor<?> constructor =
        loader
            .loadClass(Generator.PACKAGE + ".Support$Watch")
            .getDeclaredConstructor(int.class, int[].class);
    constructor.setAccessible(true);
    watch = constructor.newInstance(2, new int[] {0, 1});
  }

  @AfterEach
  void close() throws Exception {
    loader.close();
  }

  private void call(String name, int cpu) throws Exception {
    Method method = watch.getClass().getDeclaredMethod(name, int.class);
    method.setAccessible(true);
    method.invoke(watch, cpu);
  }

  /** A CPU looks in vain so many times; whether it knows then that nobody can go on. */
  private boolean look(int cpu, int times, boolean open) throws Exception {
    Method method = watch.getClass().getDeclaredMethod("done", int.class, int.class, boolean.class);
    method.setAccessible(true);
    boolean done = false;
    for (int i = 0; i < times; i++) {
      done = (boolean) method.invoke(watch, cpu, LATE, open);
    }
    return done;
  }

  private Object field(String name) throws Exception {
    var field = watch.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(watch);
  }

  @Test
  void whoRunsMayEndTheWaitOfTheOther() throws Exception {
    assertFalse(look(0, 100, false));
  }

  @Test
  void whoHasEndedDoesNot() throws Exception {
    call("end", 1);
    assertTrue(look(0, 2, false));
    assertEquals(-4, field("verdict"));
  }

  @Test
  void bothHaveToLookAgain() throws Exception {
    assertFalse(look(1, 5, false));
    assertFalse(look(0, 100, false));
    assertFalse(look(1, 1, false));
    assertFalse(look(0, 100, false));
    look(1, 2, false);
    assertTrue(look(0, 1, false) || look(1, 5, false));
  }

  @Test
  void whoGoesOnMayEndTheWaitOfTheOther() throws Exception {
    assertFalse(look(1, 1, false));
    assertFalse(look(0, 1, false));
    call("go", 1);
    assertFalse(look(0, 100, false));
  }

  @Test
  void whoTakesAHandlerForgetsWhatItSaw() throws Exception {
    assertFalse(look(1, 1, false));
    assertFalse(look(0, 1, false));
    assertFalse(look(1, 3, false));
    call("go", 0);
    assertFalse(look(0, 100, false));
  }

  @Test
  void handlersComeBeforeTheWaitIsGivenUp() throws Exception {
    call("end", 1);
    assertFalse(look(0, 2, true));
    assertEquals(true, field("hurry"));
    assertTrue(look(0, 2, true));
    assertEquals(-1, field("verdict"));
  }
}

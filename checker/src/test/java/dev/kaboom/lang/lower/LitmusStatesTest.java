package dev.kaboom.lang.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kaboom.program.Memory;
import dev.kaboom.program.Observable;
import dev.kaboom.property.Model;
import dev.kaboom.property.Property;
import dev.kaboom.property.StateStrings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** State strings and conditions over them. */
class LitmusStatesTest {
  private static final String HEAD = "C t\n{ int x = 1; int *p = &x; int a[2]; }\n";

  private static Map<String, Long> initial(Model model) {
    Memory memory = model.program().memory();
    Map<String, Long> values = new LinkedHashMap<>();
    for (Observable seen : model.observables()) {
      boolean cell = seen instanceof Observable.OfLocation;
      values.put(
          seen.label(),
          cell && seen instanceof Observable.OfLocation at
              ? memory.locations().get(at.location()).initial()
              : 0L);
    }
    return values;
  }

  private static void shows(String expected, String tail) {
    Model model =
        Sources.litmus(
            HEAD + "P0(int *x, int **p, int *a) { r10 = *x; r2 = *p; }\nP1(int *x) { }\n" + tail);
    Map<String, Long> values = initial(model);
    assertEquals(
        expected, StateStrings.format(model, seen -> values.getOrDefault(seen.label(), 0L)));
  }

  private static void holds(boolean expected, String condition) {
    Model model = Sources.litmus(HEAD + "P0(int *x) { r1 = *x; }\nexists (" + condition + ")");
    Map<String, Long> values = initial(model);
    Property.FinalCondition property = (Property.FinalCondition) model.properties().get(0);
    assertEquals(expected, property.formula().holds(seen -> values.getOrDefault(seen.label(), 0L)));
  }

  @Test
  void registersComeBeforeVariablesAndBothAreSorted() {
    shows(
        "0:r10=0; 0:r2=0; 1:r1=0; [p]=x; [x]=1;",
        "exists (p=x /\\ x=1 /\\ 1:r1=0 /\\ 0:r2=x /\\ 0:r10=1)");
    shows("0:r2=0; [z]=0;", "locations [z; 0:r2]\nexists (z=0)");
    shows("0:r2=0; a[1]=0;", "locations [a[1]]\nfilter (0:r10=1)\nexists (0:r2=0)");
    shows("0:r2=0; 1:r2=0;", "exists (0:r2=1:r2)");
  }

  @Test
  void conditionsFollowTheirConnectives() {
    holds(true, "x=1 /\\ p=x");
    holds(true, "p=&x");
    holds(false, "x=1 /\\ p=y");
    holds(true, "x=2 \\/ 0:r1=0");
    holds(false, "~(x=1)");
    holds(true, "x!=0");
    holds(true, "0:r1=0:r9");
    holds(true, "true");
  }

  @Test
  void kernelModelsShowTheirPropertiesVariables() {
    Model model =
        Sources.c(
            """
            int x; int y; int *p = &y; struct { int a, b; } s = { 1, -2 };
            static int f(void) { return s.a; }
            CPU(0) { x = y; }
            ALWAYS("a", f() && p);
            """);
    Map<String, Long> values = initial(model);
    assertEquals(
        "p=&y; s.a=1; s.b=-2;",
        StateStrings.format(model, seen -> values.getOrDefault(seen.label(), 0L)));
  }
}

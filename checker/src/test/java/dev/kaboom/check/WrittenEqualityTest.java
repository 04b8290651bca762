package dev.kaboom.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableLongArray;
import dev.kaboom.check.GraphLinks.Link;
import dev.kaboom.check.Remedy.Change;
import dev.kaboom.graph.FinalState;
import dev.kaboom.program.Observable.OfRegister;
import dev.kaboom.program.ValueType;
import dev.kaboom.verdict.ExecutionPicture.Edge;
import dev.kaboom.verdict.ExecutionPicture.Kind;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Records that write out {@code equals} compare every component, as others do by themselves. */
final class WrittenEqualityTest {
  /** Each value and, after it, what differs from it in one component, in their order. */
  private static final ImmutableList<List<Record>> FAMILIES =
      ImmutableList.of(
          List.of(new ValueType(4, true), new ValueType(8, true), new ValueType(4, false)),
          List.of(
              new OfRegister("r", 1, 2),
              new OfRegister("q", 1, 2),
              new OfRegister("r", 2, 2),
              new OfRegister("r", 1, 1)),
          List.of(state(1, 2), state(1, 3)),
          List.of(link(1, 2), link(2, 2), link(1, 1), new Link(1, 2, Kind.CO)),
          List.of(
              new Change(Strengthening.MB, link(1, 2)),
              new Change(Strengthening.WMB, link(1, 2)),
              new Change(Strengthening.MB, link(2, 1))),
          List.of(
              new Edge(1, 2, Kind.RF, 3),
              new Edge(2, 2, Kind.RF, 3),
              new Edge(1, 1, Kind.RF, 3),
              new Edge(1, 2, Kind.CO, 3),
              new Edge(1, 2, Kind.RF, 4)),
          List.of(variant("a", "1"), variant("b", "1"), variant("a", "2")));

  @Test
  void whatDiffersInOneComponentIsNotEqual() {
    for (List<Record> family : FAMILIES) {
      assertEquals(family.get(0).getClass().getRecordComponents().length, family.size() - 1);
      for (Record other : family.subList(1, family.size())) {
        assertNotEquals(family.get(0), other);
      }
      assertNotEquals(family.get(0), new Object());
    }
  }

  @Test
  void whatHasEqualComponentsIsEqual() throws ReflectiveOperationException {
    for (List<Record> family : FAMILIES) {
      Record copy = copy(family.get(0));
      assertEquals(family.get(0), copy);
      assertEquals(family.get(0).hashCode(), copy.hashCode());
    }
  }

  private static Record copy(Record of) throws ReflectiveOperationException {
    RecordComponent[] components = of.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      components[i].getAccessor().setAccessible(true);
      values[i] = components[i].getAccessor().invoke(of);
    }
    var constructor = of.getClass().getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(values);
  }

  private static FinalState state(long... values) {
    return new FinalState(ImmutableLongArray.copyOf(values));
  }

  private static Link link(int from, int to) {
    return new Link(from, to, Kind.RF);
  }

  private static Variant variant(String name, String value) {
    return new Variant(name, ImmutableMap.of("N", value));
  }
}

package dev.kaboom.lang.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kaboom.program.ListNode;
import dev.kaboom.program.Location;
import dev.kaboom.program.Memory;
import dev.kaboom.program.MemoryObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MemoryLayoutTest {
  private static Memory memory(String declarations) {
    return Sources.c(declarations + "\nCPU(0) { }\nCPU(1) { }\n").program().memory();
  }

  /** Cells of the only object, as {@code name@offset:bits}. */
  private static void layout(String declarations, String expected) {
    Memory memory = memory(declarations);
    MemoryObject object = memory.objects().get(0);
    String cells =
        memory.locations().stream()
            .map(cell -> text(cell, object.address()))
            .collect(Collectors.joining(" "));
    assertEquals(expected, cells + " = " + object.size());
  }

  private static String text(Location cell, long base) {
    String sign = cell.pointer() ? "p" : cell.type().signed() ? "s" : "u";
    return cell.name() + "@" + (cell.address() - base) + ":" + sign + 8 * cell.type().bytes();
  }

  @Test
  void scalarsStandWhereX86PutsThem() {
    layout(
        "struct s { char a; short b; char c; long d; int e; } v;",
        "v.a@0:s8 v.b@2:s16 v.c@4:s8 v.d@8:s64 v.e@16:s32 = 24");
    layout("struct s { char a; int *p; unsigned char b; } v;", "v.a@0:s8 v.p@8:p64 v.b@16:u8 = 24");
    layout(
        "struct in { char a; long b; }; struct { short c; struct in d[2]; char e; } v;",
        "v.c@0:s16 v.d[0].a@8:s8 v.d[0].b@16:s64 v.d[1].a@24:s8 v.d[1].b@32:s64 v.e@40:s8 = 48");
    layout("struct { char a; long b; } __attribute__((packed)) v;", "v.a@0:s8 v.b@1:s64 = 9");
    layout("_Bool b[2][2];", "b[0][0]@0:u8 b[0][1]@1:u8 b[1][0]@2:u8 b[1][1]@3:u8 = 4");
    layout(
        "struct { int a; struct { int b; union { int c; unsigned d; }; }; } v;",
        "v.a@0:s32 v.b@4:s32 v.c@8:s32 = 12");
    layout("enum e { A, B = 7 } v = B;", "v@0:u32 = 4");
    layout("enum e { A = -1 } v;", "v@0:s32 = 4");
  }

  @Test
  void initialValuesFollowDesignators() {
    Memory memory =
        memory(
            "int x; struct { int a[3]; int *p; struct { char c, d; } s; } v ="
                + " { .a = { 1, [2] = 3 }, .p = &x, .s.d = 'z' }; int w[] = { [1 ... 2] = 5, 6 };"
                + " struct { int a; int b[2]; int c; } e = { 1, 2, 3, 4 }; char t[] = \"hi\";");
    Map<String, Long> values =
        memory.locations().stream().collect(Collectors.toMap(Location::name, Location::initial));
    assertEquals(
        List.of(1L, 0L, 3L),
        List.of(values.get("v.a[0]"), values.get("v.a[1]"), values.get("v.a[2]")));
    assertEquals(memory.objects().get(0).address(), values.get("v.p"));
    assertEquals(List.of(0L, 122L), List.of(values.get("v.s.c"), values.get("v.s.d")));
    assertEquals(
        List.of(0L, 5L, 5L, 6L),
        List.of(values.get("w[0]"), values.get("w[1]"), values.get("w[2]"), values.get("w[3]")));
    assertEquals(
        List.of(1L, 2L, 3L, 4L),
        List.of(values.get("e.a"), values.get("e.b[0]"), values.get("e.b[1]"), values.get("e.c")));
    assertEquals(
        List.of(104L, 105L, 0L),
        List.of(values.get("t[0]"), values.get("t[1]"), values.get("t[2]")));
  }

  @Test
  void objectsAreSortedAndGapsFollowThem() {
    Memory memory = memory("int a, b[40]; __percpu long c; __percpu int d; struct { int x; } e;");
    long end = Memory.BASE_ADDRESS;
    for (MemoryObject object : memory.objects()) {
      assertTrue(object.address() >= end, object.name());
      end = object.address() + object.size() + 64;
    }
    for (int i = 0; i < memory.locations().size(); i++) {
      assertEquals(i, memory.locations().get(i).index());
      assertEquals(i, memory.locationAt(memory.locations().get(i).address()));
    }
    assertEquals(
        List.of("a", "b", "e", "per_cpu(c, 0)", "per_cpu(d, 0)", "per_cpu(c, 1)", "per_cpu(d, 1)"),
        memory.objects().stream().map(MemoryObject::name).toList());
  }

  @Test
  void listNodesAreHeadsUnlessTheyAreMembers() {
    Memory memory =
        memory(
            """
            #include <linux/list.h>
            #include <linux/llist.h>
            #include <linux/percpu.h>
            struct entry { int v; struct list_head link; } e;
            LIST_HEAD(global);
            DEFINE_PER_CPU(struct list_head, local);
            LLIST_HEAD(stack);
            struct list_head table[1]; struct llist_node n;
            """);
    assertEquals(
        List.of(
            "e.link false",
            "global true",
            "stack true",
            "table[0] true",
            "n true",
            "per_cpu(local, 0) true",
            "per_cpu(local, 1) true"),
        memory.listNodes().stream().map(n -> n.name() + " " + n.head()).toList());
    ListNode link = memory.listNodes().get(0);
    assertEquals("e.link.next", memory.locations().get(link.next()).name());
    assertEquals("e.link.prev", memory.locations().get(link.prev()).name());
  }
}

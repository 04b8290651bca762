package dev.kaboom.lang.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kaboom's own kernel headers are in the dialect that it reads, macros that nobody calls too. */
class BundledHeadersTest {
  private static final String OBJECTS =
      """
      struct foo { int v; struct list_head l; struct llist_node n; struct hlist_node h; };
      static struct foo a, b;
      static LIST_HEAD(head);
      static LLIST_HEAD(pushed);
      static HLIST_HEAD(table);
      static DEFINE_SPINLOCK(lock);
      static DEFINE_PER_CPU(struct list_head, mine);
      static cpumask_t mask = CPU_MASK_NONE;
      static struct foo *p, *q;
      static struct list_head *pos, *after;
      static struct llist_node *node;
      static unsigned long flags;
      static int n;
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "atomic",
        "bitops",
        "bug",
        "compiler",
        "container_of",
        "cpumask",
        "irqflags",
        "kernel",
        "list",
        "llist",
        "percpu",
        "poison",
        "rculist",
        "rcupdate",
        "smp",
        "spinlock",
        "stddef",
        "types"
      })
  void aHeaderAloneLoads(String name) {
    check("#include <linux/" + name + ".h>\nstatic int x;\nCPU(0) { x = 1; }\n");
  }

  @ParameterizedTest
  @CsvFileSource(resources = "header-uses.csv", delimiter = '|', quoteCharacter = '\u0000')
  void whatAHeaderDefinesCanBeUsed(String header, String statements) {
    check(
        """
        #include <linux/cpumask.h>
        #include <linux/kernel.h>
        #include <linux/llist.h>
        #include <linux/percpu.h>
        #include <linux/rculist.h>
        #include <linux/spinlock.h>
        #include <linux/%s.h>
        %s
        CPU(0) { %s }
        CPU(1) { }
        """
            .formatted(header, OBJECTS, statements));
  }

  private static void check(String text) {
    LoadResult result = FrontEnd.load("model.c", text, ImmutableMap.of());
    assertEquals(ImmutableList.of(), result.diagnostics());
    assertTrue(result.model().isPresent());
  }
}

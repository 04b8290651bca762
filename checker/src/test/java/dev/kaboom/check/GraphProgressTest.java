package dev.kaboom.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kaboom.check.ProgressListener.Figures;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is heard of an exploration of graphs while it works. */
class GraphProgressTest {
  private final List<Figures> heard = new ArrayList<>();

  @Test
  void whoeverListensHearsOfExecutions() {
    Tiny tiny = Tiny.model("x");
    for (int cpu = 0; cpu < 7; cpu++) {
      tiny.cpu(cpu, tiny.store("x", cpu));
    }
    Model model = tiny.build();
    new GraphSearch()
        .check(model, Machine.SC, Compiler.SOURCE, CheckOptions.defaults(), heard::add);
    assertFalse(heard.isEmpty());
    assertEquals(Figures.Kind.EXECUTIONS, heard.get(0).kind());
    assertTrue(heard.get(0).found() > 0, heard::toString);
  }
}

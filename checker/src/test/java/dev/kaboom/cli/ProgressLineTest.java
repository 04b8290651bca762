package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kaboom.check.ProgressListener.Figures;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final StringWriter err = new StringWriter();

  private Console console(Console.Kind kind) {
    return new Console(
        new PrintWriter(new StringWriter()), new PrintWriter(err), Console.Kind.OTHER, kind);
  }

  @Test
  void ofASearchOfStatesItTellsStates() {
    ProgressLine line = ProgressLine.hidden(console(Console.Kind.OTHER), "MP sc");
    line.update(Figures.ofStates(70_000, 300, 5 << 20, 2));
    assertEquals("MP sc: 70,000 states, 35,000/s, 300 waiting, 5 MB, 2 s", line.standing());
    assertEquals("", err.toString());
  }

  @Test
  void ofAnExplorationOfGraphsItTellsExecutions() {
    ProgressLine line = ProgressLine.hidden(console(Console.Kind.OTHER), "MP lkmm");
    line.update(Figures.ofGraphs(1_200, 4));
    assertEquals("MP lkmm: 1,200 executions, 300/s, 4 s", line.standing());
  }

  @Test
  void withoutAnyExecutionItTellsExecutionsAllTheSame() {
    ProgressLine line = ProgressLine.hidden(console(Console.Kind.OTHER), "MP lkmm");
    assertEquals("MP lkmm: just begun", line.standing());
    line.update(Figures.ofGraphs(0, 4));
    assertEquals("MP lkmm: 0 executions, 0/s, 4 s", line.standing());
  }

  @Test
  void whenItIsShownLaterItBeginsWithWhatIsKnown() {
    ProgressLine line = ProgressLine.hidden(console(Console.Kind.TERMINAL), "MP lkmm");
    line.update(Figures.ofGraphs(1_200, 4));
    assertEquals("", err.toString());
    line.show();
    assertTrue(err.toString().endsWith("MP lkmm: 1,200 executions, 300/s, 4 s"), err::toString);
  }
}

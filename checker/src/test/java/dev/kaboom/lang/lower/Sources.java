package dev.kaboom.lang.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kaboom.lang.Diagnostic;
import dev.kaboom.lang.front.FrontEnd;
import dev.kaboom.lang.front.LoadResult;
import dev.kaboom.program.Context;
import dev.kaboom.property.Model;
import java.util.List;
import java.util.Map;

/** Loads texts for tests. */
final class Sources {
  private Sources() {}

  /** The model of a kernel C text that has no fault. */
  static Model c(String text) {
    return model("model.c", text);
  }

  /** The model of a litmus test that has no fault. */
  static Model litmus(String text) {
    return model("test.litmus", text);
  }

  private static Model model(String name, String text) {
    LoadResult result = FrontEnd.load(name, text, Map.of());
    assertEquals(List.of(), result.diagnostics().stream().map(Sources::text).toList());
    return result.model().orElseThrow();
  }

  /** The complaints about a text: {@code line: message (hint)}. */
  static List<String> complaints(String name, String text) {
    LoadResult result = FrontEnd.load(name, text, Map.of());
    assertEquals(result.diagnostics().isEmpty(), result.model().isPresent());
    return result.diagnostics().stream().map(Sources::text).toList();
  }

  private static String text(Diagnostic diagnostic) {
    String hint = diagnostic.hint().isEmpty() ? "" : " (" + diagnostic.hint() + ")";
    return diagnostic.at().line() + ": " + diagnostic.message() + hint;
  }

  /** The listing of one context. */
  static String code(Model model, String context) {
    for (Context candidate : model.program().contexts()) {
      if (candidate.name().equals(context)) {
        return CodeDump.of(model.program().memory(), candidate.code());
      }
    }
    throw new IllegalArgumentException("no context " + context);
  }
}

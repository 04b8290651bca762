package dev.kaboom.analysis.stress;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles harnesses, with what they use of jcstress written down here. */
final class GeneratedClasses {
  private GeneratedClasses() {}

  /** Compiles without warnings, into a folder in {@code folder}, which is returned. */
  static Path compile(Path folder, Harness... harnesses) throws IOException {
    Path sources = Files.createDirectories(folder.resolve("sources"));
    Path classes = folder.resolve("classes");
    List<String> files = new ArrayList<>();
    Map<String, String> texts = new TreeMap<>(stubs());
    texts.put("Support", Generator.support());
    for (Harness harness : harnesses) {
      texts.put(harness.name(), harness.source());
    }
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Path path = sources.resolve(text.getKey() + ".java");
      Files.writeString(path, text.getValue(), StandardCharsets.UTF_8);
      files.add(path.toString());
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertNotNull(compiler);
    StringWriter messages = new StringWriter();
    boolean done =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of("-proc:none", "-Werror", "-Xlint:all", "-d", classes.toString()),
                null,
                compiler
                    .getStandardFileManager(null, null, null)
                    .getJavaFileObjectsFromStrings(files))
            .call();
    assertTrue(done, messages::toString);
    return classes;
  }

  private static Map<String, String> stubs() {
    String annotations =
        """
        package org.openjdk.jcstress.annotations;
        @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
        public @interface \
        """;
    String results = "package org.openjdk.jcstress.infra.results;\npublic class ";
    return Map.of(
        "JCStressTest",
        annotations + "JCStressTest {}",
        "State",
        annotations + "State {}",
        "Actor",
        annotations + "Actor {}",
        "Arbiter",
        annotations + "Arbiter {}",
        "Description",
        annotations + "Description { String value(); }",
        "Expect",
        """
        package org.openjdk.jcstress.annotations;
        public enum Expect { ACCEPTABLE, ACCEPTABLE_INTERESTING, FORBIDDEN }
        """,
        "Outcome",
        """
        package org.openjdk.jcstress.annotations;
        @java.lang.annotation.Repeatable(Outcome.Outcomes.class)
        public @interface Outcome {
          String[] id() default {}; Expect expect(); String desc();
          @interface Outcomes { Outcome[] value(); } }
        """,
        "L_Result",
        results + "L_Result { public Object r1; }",
        "LL_Result",
        results + "LL_Result { public Object r1; public Object r2; }");
  }
}

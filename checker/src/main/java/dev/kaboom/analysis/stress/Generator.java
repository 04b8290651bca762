package dev.kaboom.analysis.stress;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import dev.kaboom.analysis.stress.Outcomes.Outcome;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checker;
import dev.kaboom.check.Variant;
import dev.kaboom.property.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes harnesses for jcstress. The Java is a translation of the lowered program that the checker
 * explores, and the outcomes are the checker's answers for it, so that a JVM and the checker speak
 * of the same program and can contradict each other.
 */
public final class Generator {
  /** The package of all generated classes. */
  public static final String PACKAGE = "dev.kaboom.stress.generated";

  private final OutcomeSearch search;
  private final int actorsMax;
  private final Set<String> names = new LinkedHashSet<>();

  /**
   * A generator of harnesses.
   *
   * @param actorsMax how many actors a harness may have: no more than CPUs where it is to run
   */
  public Generator(Checker checker, CheckOptions options, int actorsMax) {
    this.actorsMax = actorsMax;
    this.search = new OutcomeSearch(checker, options);
  }

  /** The source of the class that all harnesses use. */
  public static String support() {
    try {
      return "package "
          + PACKAGE
          + ";\n\n"
          + Resources.toString(
              Resources.getResource("dev/kaboom/stress/Support.java.txt"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The harness of a model that was read from {@code file}, or why there is none. */
  public Harness generate(Path file, Variant variant, Model model) {
    String name = name(file, variant);
    String refusal = Refusal.of(model.program());
    if (!refusal.isEmpty()) {
      return Harness.skipped(name, file.toString(), variant.name(), refusal);
    }
    OutcomeSearch.Answer answer = search.of(model, ImmutableList.of(Form.MODES, Form.STEPS));
    Optional<Outcomes> found = answer.outcomes();
    return found.isEmpty()
        ? Harness.skipped(name, file.toString(), variant.name(), answer.reason())
        : harness(name, file, variant, model, found.get());
  }

  private Harness harness(String name, Path file, Variant variant, Model model, Outcomes outcomes) {
    HarnessSource.Parts parts = new HarnessSource(model, outcomes, actorsMax).parts();
    ImmutableList<Outcome> all = outcomes.outcomes();
    String machine = outcomes.form().machine().label();
    String command = command(file, variant.defines(), machine);
    return new Harness(
        name,
        file.toString(),
        variant.name(),
        machine,
        Harness.proven(outcomes.standing()),
        command,
        parts.actors(),
        all,
        parts.cuts(),
        "",
        source(name, file, command, all, parts));
  }

  private static String command(Path file, ImmutableMap<String, String> defines, String machine) {
    String options =
        defines.entrySet().stream()
            .map(d -> " -D " + d.getKey() + "=" + d.getValue())
            .collect(Collectors.joining());
    return "kaboom check " + file + options + " --machine " + machine + " --compiler source";
  }

  private static String source(
      String name, Path file, String command, ImmutableList<Outcome> all, HarnessSource.Parts p) {
    boolean handlers = p.body().contains("LL_Result");
    String result = handlers ? "LL_Result" : "L_Result";
    StringBuilder java = new StringBuilder("package ").append(PACKAGE).append(";\n\n");
    java.append("import java.lang.invoke.MethodHandles;\nimport java.lang.invoke.VarHandle;\n");
    java.append("import org.openjdk.jcstress.annotations.*;\n");
    java.append("import org.openjdk.jcstress.infra.results.").append(result).append(";\n\n");
    java.append("// Made by kaboom stress from ").append(JavaText.comment(file.toString()));
    java.append("\n@JCStressTest\n@Description(").append(JavaText.literal(command)).append(")\n");
    for (Outcome outcome : all) {
      String id = Pattern.quote(outcome.id()) + (handlers ? ", .*" : "");
      java.append("@Outcome(id = ").append(JavaText.literal(id));
      java.append(", expect = Expect.").append(outcome.expect());
      java.append(", desc = ").append(JavaText.literal(outcome.why())).append(")\n");
    }
    java.append("@Outcome(expect = Expect.FORBIDDEN, desc = \"No execution of the checker's.\")\n");
    java.append("@SuppressWarnings({\"all\", \"fallthrough\", \"cast\"})\npublic class ");
    return java.append(name).append(" {\n").append(p.body()).append("}\n").toString();
  }

  private String name(Path file, Variant variant) {
    Path folder = file.toAbsolutePath().getParent();
    Path last = folder == null ? null : folder.getFileName();
    String stem = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    String plain = variant.equals(Variant.PLAIN) ? "" : "_" + JavaText.words(variant.name());
    String base = "H_" + JavaText.words(String.valueOf(last)) + "_" + JavaText.words(stem) + plain;
    String name = base;
    // Names that differ in case alone would be one file on some systems.
    for (int n = 2; !names.add(Ascii.toLowerCase(name)); n++) {
      name = base + "_" + n;
    }
    return name;
  }
}

package dev.kaboom.lang.front;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.Overlay;
import dev.kaboom.lang.SourceChecks;
import dev.kaboom.lang.SourceFile;
import dev.kaboom.lang.ast.TranslationUnit;
import dev.kaboom.lang.kernelc.BundledHeaders;
import dev.kaboom.lang.kernelc.HeaderSearch;
import dev.kaboom.lang.kernelc.KernelCParser;
import dev.kaboom.lang.litmus.LitmusParser;
import dev.kaboom.lang.lower.Intrinsic;
import dev.kaboom.lang.lower.KernelLowering;
import dev.kaboom.lang.lower.LitmusLowering;
import dev.kaboom.lang.lower.intrinsic.Primitives;
import dev.kaboom.property.Model;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an input file of either dialect: {@code *.litmus} is a litmus test, everything else kernel
 * C. Whatever the input, the answer is a model or diagnostics, never an exception.
 */
public final class FrontEnd {
  private static final ImmutableMap<String, Intrinsic> PRIMITIVES = Primitives.all();

  /** More than a file of any allowed length has: a char takes three bytes of UTF-8 at most. */
  private static final int BYTES_MAX = 3 * SourceChecks.LENGTH_MAX + 3;

  private FrontEnd() {}

  /**
   * Reads a file.
   *
   * @param defines macros and their values, for kernel C; NR_CPUS is also the least number of CPUs
   */
  public static LoadResult load(Path path, Map<String, String> defines) {
    return load(path, defines, Overlay.NONE);
  }

  /** Reads a file, it and what it includes as the overlay has them. */
  public static LoadResult load(Path path, Map<String, String> defines, Overlay overlay) {
    Optional<String> laid = overlay.text(path);
    if (laid.isPresent()) {
      return load(path.toString(), laid.get(), defines, overlay);
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      return unread(path, "this is not a file but a directory, a pipe or a device");
    }
    try (InputStream in = Files.newInputStream(path)) {
      String text = new String(in.readNBytes(BYTES_MAX), StandardCharsets.UTF_8);
      return load(path.toString(), text, defines, overlay);
    } catch (IOException e) {
      return unread(path, "the file cannot be read");
    }
  }

  private static LoadResult unread(Path path, String reason) {
    SourceFile nothing = new SourceFile(path.toString(), "");
    Diagnostics diagnostics = new Diagnostics();
    diagnostics.error(nothing.span(0, 0), reason);
    return result(Optional.empty(), diagnostics);
  }

  /**
   * Reads a text.
   *
   * @param name the file's name as diagnostics show it; its extension tells the dialect
   */
  public static LoadResult load(String name, String text, Map<String, String> defines) {
    return load(name, text, defines, Overlay.NONE);
  }

  private static LoadResult load(
      String name, String text, Map<String, String> defines, Overlay overlay) {
    SourceFile file = new SourceFile(name, text);
    Diagnostics diagnostics = new Diagnostics();
    Optional<Model> model = Optional.empty();
    try {
      model =
          name.endsWith(".litmus")
              ? litmus(file, diagnostics)
              : kernelC(
                  file, ImmutableMap.copyOf(defines), new BundledHeaders(overlay), diagnostics);
    } catch (StackOverflowError e) {
      // Parsing and lowering limit how deep they go; this is the net below them.
      diagnostics.error(file.span(0, 0), "the file is nested too deeply");
    }
    return result(diagnostics.hasErrors() ? Optional.empty() : model, diagnostics);
  }

  private static LoadResult result(Optional<Model> model, Diagnostics diagnostics) {
    return new LoadResult(model, diagnostics.list(), diagnostics.unlisted());
  }

  private static Optional<Model> litmus(SourceFile file, Diagnostics diagnostics) {
    return LitmusParser.parse(file, diagnostics)
        .filter(test -> !diagnostics.hasErrors())
        .flatMap(test -> LitmusLowering.lower(test, PRIMITIVES, diagnostics));
  }

  private static Optional<Model> kernelC(
      SourceFile file,
      ImmutableMap<String, String> defines,
      BundledHeaders headers,
      Diagnostics diagnostics) {
    TranslationUnit unit = KernelCParser.parse(file, defines, headers, diagnostics);
    if (diagnostics.hasErrors()) {
      return Optional.empty();
    }
    Integer cpus = Ints.tryParse(defines.getOrDefault("NR_CPUS", "1"));
    return KernelLowering.lower(
        unit,
        modelName(file.name()),
        cpus == null ? 1 : Math.max(1, Math.min(cpus, 64)),
        PRIMITIVES,
        new HeaderSearch(headers)::defining,
        diagnostics);
  }

  private static String modelName(String file) {
    String base = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    return base.endsWith(".c") ? base.substring(0, base.length() - 2) : base;
  }
}

package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import dev.kaboom.check.ExpectationParser;
import dev.kaboom.check.Variant;
import dev.kaboom.report.TextWrap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code kaboom models}: lists the models that ship, with what each folder is about. */
@Command(
    name = "models",
    description = "List the models that ship with Kaboom, or those in a directory.",
    mixinStandardHelpOptions = true)
final class ModelsCommand implements Callable<Integer> {
  /** The system property with the directory of the launcher. */
  static final String HOME_PROPERTY = "kaboom.home";

  private static final int CLAIM_WIDTH = 76;

  @Parameters(arity = "0..1", paramLabel = "DIR", description = "default: Kaboom's own models")
  private @Nullable Path directory;

  private final Console console;

  ModelsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path root = directory == null ? shipped() : directory;
    ModelFiles.Found found = ModelFiles.find(root);
    if (!found.error().isEmpty()) {
      console.complain(found.error());
      return ExitCode.BAD_INPUT;
    }
    Set<Path> folders = new LinkedHashSet<>();
    found.files().forEach(file -> folders.add(folder(file)));
    folders.forEach(folder -> list(folder, found.files()));
    return ExitCode.OK;
  }

  /** The launcher says where it stands; else models/ is looked for above the program itself. */
  private static Path shipped() {
    String home = System.getProperty(HOME_PROPERTY);
    if (home != null) {
      return Path.of(home).resolve("models");
    }
    CodeSource source = ModelsCommand.class.getProtectionDomain().getCodeSource();
    @Nullable Path above = source == null ? null : Path.of(source.getLocation().getPath());
    while (above != null) {
      if (Files.isDirectory(above.resolve("models")) && Files.exists(above.resolve("kaboom"))) {
        return above.resolve("models");
      }
      above = above.getParent();
    }
    return Path.of("models");
  }

  private static Path folder(Path file) {
    return Objects.requireNonNullElse(file.getParent(), Path.of(""));
  }

  private void list(Path folder, List<Path> files) {
    List<String> claim = claim(folder);
    console.out().print(folder + (claim.isEmpty() ? "" : ": " + claim.get(0)) + "\n");
    claim.stream().skip(1).forEach(line -> console.out().print("  " + line + "\n"));
    for (Path file : files) {
      if (folder(file).equals(folder)) {
        console.out().print("  " + file + variants(file) + "\n");
      }
    }
    console.out().flush();
  }

  /** The title of the folder's README without its marks, and its first paragraph. */
  private static List<String> claim(Path folder) {
    String text = ModelFiles.read(folder.resolve("README.md")).orElse("").strip();
    List<String> lines = text.lines().toList();
    List<String> paragraph =
        lines.stream().skip(1).dropWhile(String::isBlank).takeWhile(l -> !l.isBlank()).toList();
    if (lines.isEmpty()) {
      return List.of();
    }
    List<String> claim = new ArrayList<>();
    claim.add(lines.get(0).replaceFirst("^#+\\s*", ""));
    claim.addAll(TextWrap.lines(String.join(" ", paragraph).strip(), CLAIM_WIDTH, 0));
    return claim;
  }

  /** The names of the variants that its expectation declares, in parentheses. */
  private static String variants(Path file) {
    Path beside = ModelFiles.expectation(file);
    if (ModelFiles.isLitmus(file) || !Files.isReadable(beside)) {
      return "";
    }
    Optional<String> text = ModelFiles.read(beside);
    ImmutableList<Variant> variants =
        text.map(t -> ExpectationParser.parse(beside.toString(), t).expectations().variants())
            .orElse(ImmutableList.of());
    String names =
        variants.stream()
            .filter(variant -> !variant.equals(Variant.PLAIN))
            .map(Variant::name)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : "  (" + names + ")";
  }
}

package dev.kaboom.cli;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Checked;
import dev.kaboom.check.Expected;
import dev.kaboom.check.Variant;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import dev.kaboom.property.Model;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The key of a check: a SHA-256 digest of everything that its answer depends on. That is Kaboom
 * itself, the limits, the texts of the model and of what it includes, the definitions, the machine,
 * the compiler, what is expected, and the program that the front end made of all that, so that an
 * include that no text shows (by a macro) counts too.
 */
final class CheckKeys {
  private static final Supplier<String> BUILD = Suppliers.memoize(CheckKeys::build);

  private final CheckOptions options;
  private final int jobs;

  /**
   * Keys of one run.
   *
   * @param jobs among which the memory is divided
   */
  CheckKeys(CheckOptions options, int jobs) {
    this.options = options;
    this.jobs = jobs;
  }

  /** The key of a check that was made. */
  String of(Checked check) {
    return of(
        check.file(),
        check.variant(),
        check.result().model(),
        check.result().machine(),
        check.result().compiler(),
        check.expected());
  }

  /** The key of a check, 64 hexadecimal digits. */
  String of(
      String file,
      Variant variant,
      Model model,
      Machine machine,
      Compiler compiler,
      Expected expected) {
    Hasher hasher = Hashing.sha256().newHasher();
    put(hasher, BUILD.get());
    put(hasher, options + " / " + jobs);
    put(hasher, file);
    ModelSources.of(Path.of(file))
        .forEach(
            (path, text) -> {
              put(hasher, path.toString());
              put(hasher, text);
            });
    put(hasher, variant.toString());
    put(hasher, machine.label());
    put(hasher, compiler.label());
    put(hasher, expected.toString());
    put(hasher, model.toString());
    return hasher.hash().toString();
  }

  /** Lengths keep two texts from being taken for two others with the same letters. */
  private static void put(Hasher hasher, String text) {
    hasher.putInt(text.length()).putString(text, StandardCharsets.UTF_8);
  }

  /** What tells Kaboom's own code; nothing that comes again where it cannot be read. */
  private static String build() {
    CodeSource source = CheckKeys.class.getProtectionDomain().getCodeSource();
    try {
      if (source != null) {
        Path code = Path.of(source.getLocation().toURI());
        return Files.isDirectory(code) ? digest(code) : entries(code);
      }
    } catch (IOException | URISyntaxException e) {
      return UUID.randomUUID().toString();
    }
    return UUID.randomUUID().toString();
  }

  private static String digest(Path folder) throws IOException {
    Hasher hasher = Hashing.sha256().newHasher();
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        put(hasher, folder.relativize(file).toString());
        hasher.putBytes(Files.readAllBytes(file));
      }
    }
    return hasher.hash().toString();
  }

  /**
   * The names, sizes and checksums of all entries, which an archive lists: to digest the entries
   * themselves takes as long as a short check.
   */
  static String entries(Path jar) throws IOException {
    Hasher hasher = Hashing.sha256().newHasher();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      zip.stream()
          .forEach(
              entry -> {
                put(hasher, entry.getName());
                hasher.putLong(entry.getSize()).putLong(entry.getCrc());
              });
    }
    return hasher.hash().toString();
  }
}

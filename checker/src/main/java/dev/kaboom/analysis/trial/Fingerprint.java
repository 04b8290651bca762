package dev.kaboom.analysis.trial;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.kaboom.check.CheckOptions;
import dev.kaboom.check.Expectations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A name for everything that the answer of a check depends on: Kaboom itself, every file of the
 * model, definitions, machine, compiler and bounds. Limits of time are left out: an answer that was
 * cut off by the clock is not kept.
 */
public final class Fingerprint {
  private static final Pattern DIRECTIVE = Pattern.compile("(?m)^.*#.*\\binclude\\b.*$");
  private static final Pattern LITERAL =
      Pattern.compile("\\s*#\\s*include\\s+(\"[^\"]+\"|<[^>]+>).*");

  /** A model of so many files may have more. */
  private static final int FILES_MAX = 64;

  private static final String BUILD = build();

  private Fingerprint() {}

  /**
   * The name; "" if the files that the model consists of cannot be told from its text.
   *
   * @param texts contents of the model's files by path
   */
  public static String of(
      Map<Path, String> texts, Expectations.Case checked, CheckOptions options) {
    if (BUILD.isEmpty()
        || texts.size() >= FILES_MAX
        || !texts.values().stream().allMatch(Fingerprint::includesAreLiteral)) {
      return "";
    }
    Hasher hasher = Hashing.sha256().newHasher();
    put(hasher, BUILD);
    texts.forEach(
        (file, text) -> {
          put(hasher, file.toString());
          put(hasher, text);
        });
    checked
        .variant()
        .defines()
        .forEach(
            (name, value) -> {
              put(hasher, name);
              put(hasher, value);
            });
    put(hasher, checked.machine().label());
    put(hasher, checked.compiler().label());
    List.of(options.engine(), options.reduction(), options.extent())
        .forEach(choice -> put(hasher, choice.toString()));
    hasher.putLong(options.statesMax()).putInt(options.storeBufferMax());
    hasher.putInt(options.windowMax()).putInt(options.unrollMax());
    return hasher.hash().toString();
  }

  private static void put(Hasher hasher, String text) {
    hasher.putInt(text.length()).putString(text, StandardCharsets.UTF_8);
  }

  /** A name of a header that comes from a macro may name any file. */
  private static boolean includesAreLiteral(String text) {
    Matcher directive = DIRECTIVE.matcher(text);
    while (directive.find()) {
      if (!LITERAL.matcher(directive.group()).matches()) {
        return false;
      }
    }
    return true;
  }

  /** The contents of Kaboom's own jar or class files; "" if they cannot be read. */
  private static String build() {
    CodeSource source = Fingerprint.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return "";
    }
    try (Stream<Path> files = Files.walk(Path.of(source.getLocation().toURI()))) {
      Hasher hasher = Hashing.sha256().newHasher();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        hasher.putBytes(Files.readAllBytes(file));
      }
      return hasher.hash().toString();
    } catch (IOException | UncheckedIOException | URISyntaxException e) {
      return "";
    }
  }
}

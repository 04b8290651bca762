package dev.kaboom.lang.kernelc;

import com.google.common.collect.ImmutableSortedSet;
import com.google.common.io.Resources;
import com.google.common.reflect.ClassPath;
import dev.kaboom.lang.Overlay;
import dev.kaboom.lang.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Kaboom's own kernel headers, and files beside the model. The headers of the machine that Kaboom
 * runs on are never read. Where the kernel has an {@code asm/} header and Kaboom only the {@code
 * linux/} one of the same name, that one is taken.
 */
public final class BundledHeaders implements IncludeResolver {
  private static final String FOLDER = "dev/kaboom/headers/";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*\\.h");
  private static final long LENGTH_MAX = 1 << 20;

  private final Overlay overlay;

  /** Files beside the model as they are on disk. */
  public BundledHeaders() {
    this(Overlay.NONE);
  }

  /** Files beside the model as the overlay has them, else as they are on disk. */
  public BundledHeaders(Overlay overlay) {
    this.overlay = overlay;
  }

  @Override
  public Optional<SourceFile> system(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    Optional<SourceFile> found = resource(name);
    return found.isPresent() || !name.startsWith("asm/")
        ? found
        : resource("linux/" + name.substring("asm/".length()));
  }

  private static Optional<SourceFile> resource(String name) {
    @Nullable URL url = BundledHeaders.class.getClassLoader().getResource(FOLDER + name);
    if (url == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new SourceFile(name, Resources.toString(url, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("bundled header " + name, e);
    }
  }

  @Override
  public Optional<SourceFile> local(String name, String from) {
    try {
      Path relative = Path.of(name);
      Path file = Path.of(from).resolveSibling(relative);
      if (relative.isAbsolute()) {
        return Optional.empty();
      }
      Optional<String> laid = overlay.text(file);
      if (laid.isPresent()) {
        return laid.map(text -> new SourceFile(file.toString(), text));
      }
      if (!Files.isRegularFile(file) || Files.size(file) > LENGTH_MAX) {
        return Optional.empty();
      }
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return Optional.of(new SourceFile(file.toString(), text));
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  @Override
  public ImmutableSortedSet<String> systemNames() {
    try {
      return ClassPath.from(BundledHeaders.class.getClassLoader()).getResources().stream()
          .map(ClassPath.ResourceInfo::getResourceName)
          .filter(name -> name.startsWith(FOLDER) && name.endsWith(".h"))
          .map(name -> name.substring(FOLDER.length()))
          .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
    } catch (IOException e) {
      throw new UncheckedIOException("bundled headers", e);
    }
  }
}

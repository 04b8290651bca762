package dev.kaboom.lang.kernelc;

import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.lang.SourceFile;
import java.util.Optional;

/** Finds the files that {@code #include} names. */
public interface IncludeResolver {
  /** The header {@code <name>}, if there is one. */
  Optional<SourceFile> system(String name);

  /**
   * The file {@code "name"} beside the file that includes it, if there is one.
   *
   * @param from the name of that file
   */
  Optional<SourceFile> local(String name, String from);

  /** The names for which {@link #system} finds a header, for messages. */
  ImmutableSortedSet<String> systemNames();
}

package dev.kaboom.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The process: connects the standard streams and ends with the command's exit code. */
public final class Main {
  /** Types that no option has; picocli would load them at every start. */
  private static final String CONVERTERS_WITHOUT_USE = "java[.](sql|time)[.].*";

  private Main() {}

  public static void main(String[] args) {
    Locale.setDefault(Locale.US); // numbers look the same everywhere, and no others are loaded
    System.setProperty("picocli.converters.excludes", CONVERTERS_WITHOUT_USE);
    Console console =
        new Console(
            new PrintWriter(System.out, false, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            kind(1),
            kind(2),
            log());
    int code = Kaboom.run(console, Wiring.services(), args);
    console.out().flush();
    console.err().flush();
    System.exit(code);
  }

  /** GitHub Actions sets its variable to "true" in every step of a job. */
  private static Console.Log log() {
    boolean github = "true".equals(System.getenv("GITHUB_ACTIONS"));
    return github ? Console.Log.GITHUB : Console.Log.PLAIN;
  }

  /** What a file descriptor is, as Linux tells; elsewhere it counts as no terminal. */
  private static Console.Kind kind(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    boolean terminal;
    try {
      String target = Files.readSymbolicLink(link).toString();
      terminal = target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      terminal = false;
    }
    return terminal ? Console.Kind.TERMINAL : Console.Kind.OTHER;
  }
}

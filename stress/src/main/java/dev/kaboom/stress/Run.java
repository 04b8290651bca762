package dev.kaboom.stress;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;

/**
 * Runs jcstress for about as long as it is told. jcstress 0.16 has no option for that, but one for
 * the milliseconds of an iteration ({@code -time}), so the time is split over the harnesses, their
 * virtual machines ({@code -f}) and the iterations in each ({@code -iters}). What a virtual machine
 * takes to start comes on top.
 */
public final class Run {
  /** In less than this a test does not come out of the interpreter. */
  private static final int MILLISECONDS_MIN = 30;

  private Run() {}

  /**
   * {@code Run MANIFEST TESTS SECONDS FORKS ITERATIONS OPTION…}: runs the harnesses in MANIFEST
   * whose names the regular expression TESTS finds, with further options of jcstress.
   */
  public static void main(String[] args) throws Exception {
    Pattern pattern = Pattern.compile(args[1]);
    int cpus = Runtime.getRuntime().availableProcessors();
    long harnesses =
        Expected.read(Path.of(args[0])).stream()
            .filter(e -> e.whyNot(cpus).isEmpty() && pattern.matcher(e.test()).find())
            .count();
    int forks = Integer.parseInt(args[3]);
    int iterations = Integer.parseInt(args[4]);
    int machines = forks * configurations(Runtime.version().feature());
    int time = milliseconds(Integer.parseInt(args[2]), harnesses, machines, iterations);
    List<String> options = new ArrayList<>(List.of("-t", args[1], "-f", args[3]));
    options.addAll(List.of("-iters", args[4], "-time", Integer.toString(time)));
    options.addAll(List.of(args).subList(5, args.length));
    Options parsed = new Options(options.toArray(new String[0]));
    if (!parsed.parse()) {
      System.exit(2);
    }
    new JCStress(parsed).run();
  }

  /** jcstress runs each test with and without biased locking, where a JVM has it. */
  private static int configurations(int version) {
    return version < 18 ? 2 : 1;
  }

  /** The time of one iteration, where each harness has so many virtual machines. */
  static int milliseconds(int seconds, long harnesses, int machines, int iterations) {
    long each = 1000L * seconds / Math.max(1, harnesses * machines * iterations);
    return (int) Math.max(MILLISECONDS_MIN, Math.min(each, 3_600_000));
  }
}

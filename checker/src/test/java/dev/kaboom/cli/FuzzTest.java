package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Damaged inputs: whatever stands in a model, a header, an expectation, a litmus test or a diff, a
 * run ends soon, with a message and the exit code that its answers make. Some dozen inputs here;
 * {@code ./mvnw -Pfuzz -pl checker test} goes on for minutes. Failing inputs are kept in {@code
 * target/fuzz/failing}.
 */
class FuzzTest {
  private static final Path MODELS = Path.of("..", "models");
  private static final Path WORK = Path.of("target", "fuzz", "work");
  private static final Path FAILING = Path.of("target", "fuzz", "failing");
  private static final int INPUTS = 60;
  private static final int FAILURES_MAX = 10;
  private static final long HANG_MS = 60_000;
  private static final List<String> KINDS = List.of(".c", ".h", ".litmus", ".patch", ".expected");
  private static final List<String> MACHINES = List.of("sc", "tso", "lkmm", "lkmm-6.1");
  private static final List<String> COMPILERS = List.of("source", "cppo");

  private record Ended(int code, String out, String err) {}

  @Test
  void damagedInputsEndInAnAnswerOrAMessage() throws IOException {
    long seconds = Long.getLong("fuzz.seconds", 0);
    long first = Long.getLong("fuzz.seed", 1);
    ImmutableList<Path> files = copies();
    ImmutableList.Builder<String> texts = ImmutableList.builder();
    for (Path file : files) {
      texts.add(Files.readString(file));
    }
    ImmutableList<String> originals = texts.build();
    List<String> failures = new ArrayList<>();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    long tried = 0;
    while (failures.size() < FAILURES_MAX
        && (tried < INPUTS || (seconds > 0 && System.nanoTime() < end))) {
      long seed = first + tried++;
      int which = (int) Math.floorMod(seed * 7919, (long) files.size());
      tryOne(seed, files.get(which), originals.get(which), originals).ifPresent(failures::add);
    }
    System.err.println("fuzz: " + tried + " inputs, " + failures.size() + " failures");
    assertEquals(List.of(), failures);
  }

  private static ImmutableList<Path> copies() throws IOException {
    ImmutableList.Builder<Path> files = ImmutableList.builder();
    try (Stream<Path> walk = Files.walk(MODELS)) {
      for (Path file : walk.sorted().toList()) {
        boolean wanted = KINDS.stream().anyMatch(file.toString()::endsWith);
        if (wanted && !file.toString().contains("/target/")) {
          Path copy = WORK.resolve(MODELS.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
          files.add(copy);
        }
      }
    }
    return files.build();
  }

  /** What goes wrong with the damaged file, if anything; the file is mended again. */
  private static Optional<String> tryOne(
      long seed, Path file, String original, ImmutableList<String> donors) throws IOException {
    byte[] damaged = new Mutator(seed, donors).mutate(original);
    List<String> words = command(seed, file);
    Files.write(file, damaged);
    Optional<String> complaint;
    try {
      complaint = outcome(words);
    } finally {
      Files.writeString(file, original);
    }
    if (complaint.isPresent()) {
      Files.createDirectories(FAILING);
      Files.write(FAILING.resolve(seed + "-" + file.getFileName()), damaged);
    }
    return complaint.map(text -> "seed " + seed + ": " + String.join(" ", words) + ": " + text);
  }

  /** The command that reads the file: the model beside it, where it is none itself. */
  private static List<String> command(long seed, Path file) throws IOException {
    List<String> words = new ArrayList<>();
    String name = file.toString();
    if (name.endsWith(".patch")) {
      words.addAll(List.of("patch", modelBeside(file), name));
    } else {
      boolean self = name.endsWith(".c") || name.endsWith(".litmus");
      words.addAll(List.of("check", self ? name : modelBeside(file), "--format", "json", "-j1"));
    }
    words.add("--machine=" + MACHINES.get((int) Math.floorMod(seed, 4L)));
    words.add("--compiler=" + COMPILERS.get((int) Math.floorMod(seed / 4, 2L)));
    words.addAll(List.of("--max-states=300", "--max-seconds=1", "--max-memory=16m"));
    return words;
  }

  private static String modelBeside(Path file) throws IOException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    String stem = ModelFiles.stem(file);
    try (Stream<Path> list = Files.list(folder == null ? Path.of(".") : folder)) {
      List<Path> models = list.filter(ModelFiles::isModel).sorted().toList();
      Path model =
          models.stream()
              .filter(candidate -> ModelFiles.stem(candidate).equals(stem))
              .findFirst()
              .orElse(models.get(models.size() - 1));
      return model.toString();
    }
  }

  private static Optional<String> outcome(List<String> words) {
    AtomicReference<Ended> ended = new AtomicReference<>();
    Thread thread = new Thread(() -> ended.set(run(words)), "fuzz");
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(HANG_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Ended how = ended.get();
    if (how == null) {
      return Optional.of("has not ended after " + HANG_MS + " ms, or thrown");
    }
    return FuzzOracle.complaint(words.get(0), how.code(), how.out(), how.err())
        .map(text -> text + "\n" + how.out() + how.err());
  }

  private static Ended run(List<String> words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console =
        new Console(
            new PrintWriter(out), new PrintWriter(err), Console.Kind.OTHER, Console.Kind.OTHER);
    int code = Kaboom.run(console, Wiring.services(), words.toArray(String[]::new));
    console.out().flush();
    return new Ended(code, out.toString(), err.toString());
  }

  @Test
  void theSameSeedDamagesAlikeAndAnotherOtherwise() {
    ImmutableList<String> donors = ImmutableList.of("int x;\n", "CPU(0) { x = 1; }\n");
    String text = "int y;\nCPU(0) { WRITE_ONCE(y, 1); }\n";
    for (long seed = 1; seed < 100; seed++) {
      byte[] once = new Mutator(seed, donors).mutate(text);
      assertEquals(
          ImmutableList.copyOf(Bytes.asList(once)),
          Bytes.asList(new Mutator(seed, donors).mutate(text)));
    }
    assertTrue(
        Stream.iterate(1L, seed -> seed + 1)
                .limit(50)
                .map(
                    seed ->
                        new String(
                            new Mutator(seed, donors).mutate(text), StandardCharsets.ISO_8859_1))
                .distinct()
                .count()
            > 40);
  }

  private static void complains(boolean expected, int code, String out, String err) {
    Optional<String> complaint = FuzzOracle.complaint("check", code, out, err);
    assertEquals(expected, complaint.isPresent(), complaint::toString);
  }

  @Test
  void theOracleSeesWhatIsWrong() {
    String good = "{\"verdict\":\"holds\",\"matches\":true,\"reason\":null}\n";
    String bad = "{\"verdict\":\"violated\",\"matches\":false,\"reason\":\"r\"}\n";
    String open = "{\"verdict\":\"inconclusive\",\"matches\":false,\"reason\":\"r\"}\n";
    complains(false, 0, good, "");
    complains(false, 1, good + bad + open, "");
    complains(false, 3, good + open, "");
    complains(false, 4, "", "m.c:1:1: error: no C");
    complains(true, 0, good + bad, "");
    complains(true, 0, open, "");
    complains(true, 1, open, "");
    complains(true, 0, "", "");
    complains(true, 0, open.replace("\"r\"", "null").replace("false", "true"), "");
    complains(true, 0, good.substring(0, 20), "");
    complains(true, 2, "", "kaboom: usage");
    complains(true, 4, "", "");
    complains(true, 70, "", "kaboom: INTERNAL ERROR");
    complains(true, 4, "", "java.lang.IllegalStateException\n\tat dev.kaboom");
  }
}

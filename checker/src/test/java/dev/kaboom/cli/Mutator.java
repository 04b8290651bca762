package dev.kaboom.cli;

import com.google.common.collect.ImmutableList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages texts: by bytes, by tokens, and by pieces of other texts. The seed alone decides how. */
final class Mutator {
  private static final Pattern TOKEN = Pattern.compile("\\w+|\\s+|[^\\w\\s]");
  private static final int DAMAGES_MAX = 4;

  private static final ImmutableList<String> WORDS =
      ImmutableList.of(
          "0",
          "-1",
          "1",
          "99999999999999999999",
          "0x7fffffffffffffff",
          "(",
          ")",
          "{",
          "}",
          "[",
          "]",
          "*",
          "&",
          ";",
          ",",
          "=",
          "/",
          "NULL",
          "while (1)",
          "for (;;)",
          "if",
          "else",
          "goto",
          "return",
          "struct",
          "union",
          "volatile",
          "int",
          "char",
          "double",
          "void",
          "(int)",
          "sizeof",
          "typeof",
          "break",
          "switch",
          "smp_mb()",
          "smp_wmb();",
          "barrier();",
          "halt();",
          "READ_ONCE(x)",
          "WRITE_ONCE(*x, 1);",
          "xchg(x, 1)",
          "rcu_read_lock();",
          "synchronize_rcu();",
          "spin_lock(&x);",
          "local_irq_disable();",
          "await(0);",
          "assume(0);",
          "nondet(0, 9999999)",
          "atomic {",
          "exists",
          "forall",
          "~",
          "/\\",
          "#include",
          "#define",
          "#if",
          "#else",
          "#endif",
          "\\\n",
          "\"",
          "'",
          "/*",
          "*/",
          "P0",
          "NMI0",
          "IRQ0",
          "NMI(0)",
          "CPU(1)",
          "INIT",
          "ALWAYS",
          "\n+",
          "\n-",
          "\n@@ -1,2 +1,9 @@\n",
          "\n--- a/x.c\n");

  private final Random random;
  private final ImmutableList<String> donors;

  /**
   * A mutator.
   *
   * @param donors texts that pieces are taken from
   */
  Mutator(long seed, ImmutableList<String> donors) {
    this.random = new Random(seed);
    this.donors = donors;
  }

  /** The text with one to four damages. */
  byte[] mutate(String text) {
    String damaged = text;
    int damages = 1 + random.nextInt(DAMAGES_MAX);
    for (int i = 0; i < damages; i++) {
      damaged = random.nextInt(8) == 0 ? spliced(damaged) : tokens(damaged);
    }
    byte[] bytes = damaged.getBytes(StandardCharsets.UTF_8);
    return random.nextInt(6) == 0 ? bytes(bytes) : bytes;
  }

  private byte[] bytes(byte[] bytes) {
    for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** The beginning of one text and the end of another. */
  private String spliced(String text) {
    String donor = any(donors);
    return text.substring(0, random.nextInt(text.length() + 1))
        + donor.substring(random.nextInt(donor.length() + 1));
  }

  private String tokens(String text) {
    List<String> tokens = split(text);
    if (tokens.isEmpty()) {
      return any(WORDS);
    }
    int at = random.nextInt(tokens.size());
    switch (random.nextInt(7)) {
      case 0 -> tokens.remove(at);
      case 1 -> tokens.add(at, tokens.get(at));
      case 2 -> tokens.set(at, any(tokens));
      case 3 -> tokens.set(at, any(WORDS));
      case 4 -> tokens.add(at, any(WORDS));
      case 5 -> tokens.set(at, any(split(any(donors) + " ")));
      default -> repeat(tokens, at);
    }
    return String.join("", tokens);
  }

  /** A run of tokens once more, or many times. */
  private void repeat(List<String> tokens, int at) {
    int end = Math.min(tokens.size(), at + 1 + random.nextInt(40));
    List<String> run = ImmutableList.copyOf(tokens.subList(at, end));
    int times = random.nextInt(10) == 0 ? 200 : 1;
    for (int i = 0; i < times; i++) {
      tokens.addAll(at, run);
    }
  }

  private static List<String> split(String text) {
    List<String> tokens = new ArrayList<>();
    TOKEN.matcher(text).results().map(MatchResult::group).forEach(tokens::add);
    return tokens;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}

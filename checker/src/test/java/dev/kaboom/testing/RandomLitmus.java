package dev.kaboom.testing;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.lang.front.FrontEnd;
import dev.kaboom.property.Model;
import java.util.Random;

/**
 * Litmus tests made of statements that are drawn at random.
 *
 * @param statements over {@code x}, {@code y}, the lock {@code l}, and {@code r0}, which each
 *     thread has read before; {@code rN} is a register of the statement's own, {@code rM} one more
 * @param threads of each test
 * @param fewest statements of a thread after its first read
 * @param most statements of a thread after its first read
 */
public record RandomLitmus(ImmutableList<String> statements, int threads, int fewest, int most) {

  /** The next test. */
  public Model draw(Random random) {
    StringBuilder text = new StringBuilder("C t\n{}\n");
    for (int thread = 0; thread < threads; thread++) {
      text.append("P").append(thread).append("(int *x, int *y, spinlock_t *l) { ");
      text.append("int r0; int r1; int r2; int r3; int r4; int r5; r0 = READ_ONCE(*");
      text.append(random.nextBoolean() ? "x" : "y").append("); ");
      int count = fewest + random.nextInt(most - fewest + 1);
      for (int place = 1; place <= count; place++) {
        String statement = statements.get(random.nextInt(statements.size()));
        text.append(statement.replace("rN", "r" + place).replace("rM", "r5")).append(' ');
      }
      text.append("}\n");
    }
    text.append("exists (x=1)\n");
    return FrontEnd.load("t.litmus", text.toString(), ImmutableMap.of()).model().orElseThrow();
  }
}

package dev.kaboom.lang.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kaboom.property.Model;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Computes C expressions; the expected values are gcc's. */
class ComputationTest {
  private static void value(long expected, String expression) {
    statements(expected, "result = " + expression + ";");
  }

  private static void statements(long expected, String text) {
    Model model =
        Sources.c(
            "struct s { int a; struct s *next; int b[3]; } s = { 1, &s, { 4, 5, 6 } };\n"
                + "int one = 1, two = 2, minus = -1; unsigned int high = 0x80000000u;\n"
                + "unsigned char byte = 200; _Bool flag; long result; char text[4] = \"abc\";\n"
                + "static int add(int a, int b) { return a + b; }\n"
                + "static int sum(int n) { int r = 0; while (n > 0) r += n--; return r; }\n"
                + "CPU(0) { "
                + text
                + " }");
    Interpreter run = new Interpreter(model.program());
    run.run(model.program().contexts().get(0).code());
    assertEquals(expected, run.cell("result"), text);
    assertEquals(List.of(), run.failures());
  }

  @Test
  void arithmeticConvertsAsInC() {
    value(-1, "minus");
    value(4294967295L, "minus + 0u");
    value(0, "minus < 1u");
    value(1, "minus < 1");
    value(1, "(char)byte < 0");
    value(144, "(unsigned char)(byte * 2)");
    value(400, "byte * 2");
    value(0, "high + high");
    value(-2147483648L, "(int)high");
    value(2147483648L, "high");
    value(1, "high >> 31");
    value(-1, "(int)high >> 31");
    value(4611686018427387904L, "1L << 62");
    value(-3, "-7 / 2");
    value(-1, "-7 % 2");
    value(2147483644L, "(unsigned)-7 / 2");
    value(1, "(_Bool)256");
    value(-2, "~one");
    value(0, "!two");
    value(1, "sizeof(byte) == 1 && sizeof(byte + 0) == 4 && sizeof(struct s) == 32");
    value(-1, "one ? minus : 0");
    value(4294967295L, "one ? minus : 0u");
  }

  @Test
  void pointersCountInObjects() {
    value(6, "*(s.b + 2)");
    value(5, "1[s.b]");
    value(2, "&s.b[2] - s.b");
    value(5, "s.next->next->b[1]");
    value(1, "((struct s *)((char *)&s.b - __builtin_offsetof(struct s, b)))->a");
    value(98, "text[1]");
    value(1, "&s.b[1] > s.b");
  }

  @Test
  void statementsRunInOrder() {
    statements(15, "result = sum(5);");
    statements(3, "int i; for (i = 0; ; i++) if (i == 3) break; result = i;");
    statements(7, "switch (two) { case 1: result = 1; case 2: result = 5; case 3: result += 2; }");
    statements(9, "int x = 4; int y = x++ + x; result = y;");
    statements(10, "int x = 4; result = ++x + x;");
    statements(4, "int x = 4; int *p = &x; result = x; *p = 9;");
    statements(6, "result = ({ int t = add(one, two); t * 2; });");
    statements(3, "result = (one, add(one, two));");
    statements(1, "result = 0; two || (result = 5); result += one;");
    statements(2, "goto in; result = 9; in: result += 2;");
    statements(12, "int a[3] = { 1, 2 }; a[2] = 9; result = a[0] + a[1] + a[2];");
    statements(11, "struct s t = s; t.a += 10; result = t.a * s.a;");
    statements(
        30, "result = 0; do { result += 10; if (result == 20) continue; } while (result < 30);");
    statements(7, "int cpu = 7; { int cpu = 1; cpu = 2; } result = cpu;");
    statements(5, "int i = 1; i = add(i, i++ * 0 + 4); result = i;");
  }
}

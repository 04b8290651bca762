package dev.kaboom.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.lang.kernelc.IncludeResolver;
import dev.kaboom.lang.kernelc.KernelCParser;
import dev.kaboom.lang.litmus.LitmusParser;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in, diagnostics come out: on a small stack, in bounded time, without throwing. */
final class HostileInputTest {
  private static final long STACK_BYTES = 512 << 10;

  private static final String MODEL =
      """
      #define TWICE(a) ((a) + (a))
      struct list_head { struct list_head *next, *prev; };
      typedef struct { int counter; } atomic_t;
      static struct list_head head = { .next = &head, .prev = &head };
      static inline int f(int a, struct list_head *p)
      {
              for (int i = 0; i < 3; i++)
                      a += TWICE(i) << 2;
              switch (a) { case 1 ... 3: return -1; default: break; }
              do { a--; } while (a > 0 && p->next != p);
              return ({ int b = a ? a : 'x'; b; });
      }
      CPU(0) { f(1, &head); }
      ALWAYS("never", head.next != 0);
      """;

  private static final String LITMUS =
      """
      C test
      (* Result: Never *)
      { int x=1; int *p=&x; 0:r2=7; int a[2]={1,2}; }
      P0(int *x, int **p)
      {
              int r1 = READ_ONCE(*x);
              if (r1) { smp_store_release(x, (int)r1 + 1); } else WRITE_ONCE(**p, 2);
      }
      NMI0(int *x) { atomic_inc(x); }
      locations [x; 0:r1; a[1]]
      filter (x=1)
      exists (0:r1=1 /\\ ~(x=2 \\/ [p]=x))
      """;

  /** Knows one header, which includes itself. */
  private static final class SelfIncluding implements IncludeResolver {
    @Override
    public Optional<SourceFile> system(String name) {
      return name.equals("self.h")
          ? Optional.of(new SourceFile(name, "#include <self.h>\n"))
          : Optional.empty();
    }

    @Override
    public Optional<SourceFile> local(String name, String from) {
      return Optional.empty();
    }

    @Override
    public ImmutableSortedSet<String> systemNames() {
      return ImmutableSortedSet.of("self.h");
    }
  }

  private static Diagnostics kernelC(String text) {
    Diagnostics diagnostics = new Diagnostics();
    onSmallStack(
        () ->
            KernelCParser.parse(
                new SourceFile("hostile.c", text),
                ImmutableMap.of(),
                new SelfIncluding(),
                diagnostics));
    return diagnostics;
  }

  private static Diagnostics litmus(String text) {
    Diagnostics diagnostics = new Diagnostics();
    onSmallStack(() -> LitmusParser.parse(new SourceFile("hostile.litmus", text), diagnostics));
    return diagnostics;
  }

  private static void onSmallStack(Runnable action) {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread = new Thread(null, action, "small stack", STACK_BYTES);
    thread.setUncaughtExceptionHandler((t, e) -> thrown.set(e));
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    Throwable found = thrown.get();
    if (found != null) {
      throw new AssertionError("the front end threw", found);
    }
  }

  private static void checkRejected(Diagnostics diagnostics) {
    assertTrue(diagnostics.hasErrors());
    assertFalse(DiagnosticRenderer.render(diagnostics).isEmpty());
  }

  @Test
  void theSamplesThemselvesAreFine() {
    assertEquals("", DiagnosticRenderer.render(kernelC(MODEL)));
    assertEquals("", DiagnosticRenderer.render(litmus(LITMUS)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "[",
        "{",
        "!",
        "-",
        "~",
        "*",
        "&",
        "++",
        "sizeof ",
        "(int)",
        "if (1) ",
        "while (1) ",
        "a = ",
        "a ? b : ",
        "a ? ",
        "({",
        "f(",
        "a[",
        "do ",
        "for (;;) ",
        "if (1) ; else ",
        "{ ;",
        "switch (1) ",
        "__extension__ ",
        "(struct s) {",
        "(int (*)(",
        "x.y = (",
        "else "
      })
  void deepNestingIsRejected(String opening) {
    String body = opening.repeat(10_000) + "1";
    checkRejected(kernelC("void f(int a)\n{\n" + body + ";\n}\n"));
    checkRejected(litmus("C test\n{}\nP0(int *x)\n{\n" + body + ";\n}\nexists (x=1)\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {" + 1", " || a", ".b", "[1]", "()", " == 1", "->b", "++", " << 1"})
  void longChainsAreRejectedOrRead(String operand) {
    checkRejected(kernelC("int x = a" + operand.repeat(50_000) + ";\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"case 1: ", "a; ", "int z; ", ";", "out: ", "b, ", "L: "})
  void longListsAreRead(String item) {
    Diagnostics diagnostics = kernelC("void f(int a)\n{\n" + item.repeat(20_000) + "a = 1;\n}\n");
    assertEquals("", DiagnosticRenderer.render(diagnostics));
  }

  @ParameterizedTest
  @ValueSource(strings = {"int %sp;", "int p%s;", "struct { %s } x;", "int a[] = %s;"})
  void deepDeclaratorsAreRejected(String template) {
    for (String part : new String[] {"*", "[1]", "struct {", "(", "{", "(*", "const *"}) {
      kernelC(template.replace("%s", part.repeat(10_000)));
    }
    checkRejected(kernelC("int " + "*".repeat(10_000) + "(" + "p;"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "~", "not ", "x=1 => ", "~(", "[", "*"})
  void deepConditionsAreRejected(String opening) {
    checkRejected(litmus("C test\n{}\nP0(int *x) { }\nexists " + opening.repeat(10_000) + "x=1\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x=1 /\\ ", "x=1 \\/ ", "x=1 /\\ y=2 \\/ "})
  void longConditionsAreRead(String operand) {
    Diagnostics diagnostics =
        litmus("C test\n{}\nP0(int *x) { }\nexists " + operand.repeat(10_000) + "x=1\n");
    assertEquals("", DiagnosticRenderer.render(diagnostics));
  }

  @Test
  void nestingAsInRealCodeIsRead() {
    String expression = "(".repeat(60) + "a" + ")".repeat(60);
    String elses = "if (a) a = 1; else ".repeat(60) + "a = 2;";
    String blocks = "if (a) {".repeat(60) + "}".repeat(60);
    String sum = "1 + ".repeat(200) + "1";
    assertEquals(
        "",
        DiagnosticRenderer.render(
            kernelC(
                "void f(int a)\n{\na = "
                    + expression
                    + ";\n"
                    + elses
                    + blocks
                    + "a = "
                    + sum
                    + ";\n}\n")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#include <self.h>\n",
        "#define A A A\n#define B A A\nint x = B B;\n#error end\n",
        "#define F(x) x x\nint y = %s;\n",
        "#define F(x) F2(x)\n#define F2(x) G(x)\nint y = %s;\n",
        "#if %s\n#endif\n",
        "#define S(x) #x\n#define F(x) S(x)\nchar *y = %s;\n#error end\n"
      })
  void preprocessingEnds(String template) {
    String calls = "F(".repeat(3_000) + "1" + ")".repeat(3_000);
    checkRejected(kernelC(template.replace("%s", calls)));
  }

  @Test
  void doublingMacrosEnd() {
    StringBuilder text = new StringBuilder("#define M0 1 +\n");
    StringBuilder nested = new StringBuilder("#define D(x) x x\nint y = ");
    for (int i = 1; i < 40; i++) {
      text.append("#define M").append(i).append(" M").append(i - 1).append(" M").append(i - 1);
      text.append('\n');
      nested.append("D(");
    }
    checkRejected(kernelC(text + "int x = M39 1;\n"));
    checkRejected(kernelC(nested + "1" + ")".repeat(39) + ";\n"));
  }

  @Test
  void deepConditionalsOfThePreprocessorAreRead() {
    kernelC("#if 1\n".repeat(10_000) + "int x;\n" + "#endif\n".repeat(10_000));
    checkRejected(kernelC("#if " + "!".repeat(50_000) + "1\nint x;\n#endif\n"));
    checkRejected(kernelC("#if " + "(".repeat(50_000) + "1\nint x;\n#endif\n"));
    checkRejected(kernelC("#if " + "1 ? ".repeat(50_000) + "1\nint x;\n#endif\n"));
  }

  @Test
  void whatIsNoTextIsRejected() {
    for (String text : new String[] {"", " \n\t", "\0", "int x;\0", "\uFFFD", "int \u0001;"}) {
      checkRejected(kernelC(text));
      checkRejected(litmus(text));
    }
    checkRejected(kernelC("int x; ".repeat(700_000)));
    checkRejected(litmus("C test\n{}\n" + " ".repeat(5 << 20)));
    checkRejected(kernelC("int x = \uD83D\uDE00;\n"));
    checkRejected(litmus("C test\n{}\nP0(int *x) { \uD83D\uDE00; }\nexists (x=1)\n"));
  }

  @Test
  void garbageIsRejected() {
    Random random = new Random(1);
    for (int round = 0; round < 300; round++) {
      byte[] bytes = new byte[random.nextInt(400) + 1];
      random.nextBytes(bytes);
      for (int i = 0; round % 2 == 0 && i < bytes.length; i++) {
        bytes[i] = (byte) (32 + (bytes[i] & 63));
      }
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      kernelC("int f(int a)\n{\n" + text);
      checkRejected(litmus("C t\n{" + text));
    }
  }

  @Test
  void everyBeginningAndEveryGapOfAFileIsRead() {
    for (int i = 0; i < MODEL.length(); i += 7) {
      kernelC(MODEL.substring(0, i));
      kernelC(MODEL.substring(0, i) + MODEL.substring(Math.min(MODEL.length(), i + 3)));
    }
    for (int i = 0; i < LITMUS.length(); i += 5) {
      litmus(LITMUS.substring(0, i));
      litmus(LITMUS.substring(0, i) + LITMUS.substring(Math.min(LITMUS.length(), i + 3)));
    }
  }
}

package dev.kaboom.lang.kernelc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.kaboom.lang.DiagnosticRenderer;
import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.SourceFile;
import dev.kaboom.lang.syntax.SourceToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.antlr.v4.runtime.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What preprocessing makes of a file, and which place each token gets. */
final class PreprocessingTest {
  private static final ImmutableMap<String, String> HEADERS =
      ImmutableMap.of(
          "linux/once.h",
          "#pragma once\nint once;\n",
          "linux/guarded.h",
          "#ifndef GUARD\n#define GUARD\n#include <linux/once.h>\n#define CALL(f) f(1)\n#endif\n",
          "linux/inline.h",
          "#define STORE(p, v) (*(p) = (v))\nvoid set(int *p)\n{\n  STORE(p, 1);\n}\n");

  private static final class Headers implements IncludeResolver {
    @Override
    public Optional<SourceFile> system(String name) {
      return Optional.ofNullable(HEADERS.get(name)).map(text -> new SourceFile(name, text));
    }

    @Override
    public Optional<SourceFile> local(String name, String from) {
      return Optional.empty();
    }

    @Override
    public ImmutableSortedSet<String> systemNames() {
      return ImmutableSortedSet.copyOf(HEADERS.keySet());
    }
  }

  private static String tokens(String text, Map<String, String> defines) {
    StringJoiner out = new StringJoiner(" ");
    for (SourceToken token : run(text, defines)) {
      out.add(token.getText());
    }
    return out.toString();
  }

  private static Iterable<SourceToken> run(String text, Map<String, String> defines) {
    Diagnostics diagnostics = new Diagnostics();
    var tokens =
        Preprocessing.run(new SourceFile("test.c", text), defines, new Headers(), diagnostics);
    assertEquals("", DiagnosticRenderer.render(diagnostics));
    return tokens.stream().filter(token -> token.getType() != Token.EOF).toList();
  }

  private static void check(String text, String expected) {
    assertEquals(expected, tokens(text, ImmutableMap.of()), text);
  }

  /** Checks {@code token@place} of each token. */
  private static void checkPlaces(String text, String expected) {
    StringJoiner out = new StringJoiner(" ");
    for (SourceToken token : run(text, ImmutableMap.of())) {
      String place = token.span().toString().replace("test.c:", "");
      String source = token.span().text();
      out.add(token.getText() + "@" + place + (source.equals(token.getText()) ? "" : "*"));
    }
    assertEquals(expected, out.toString(), text);
  }

  @Test
  void macrosAreExpanded() {
    check("#define A 1\nA A", "1 1");
    check("#define M(a, b) a < b\nM(x, (y, z))", "x < ( y , z )");
    check("#define M(a, b) a < b\nM(M(1, 2), 3)", "1 < 2 < 3");
    check("#define F(x) x + F(1)\nF(2)", "2 + F ( 1 )");
    check("#define P(a, b) a##b\nP(list, _head) P(x, 1)", "list_head x1");
    check("#define S(a) #a\nS(a + b)", "\"a + b\"");
    check("#define L(f, ...) f(__VA_ARGS__)\nL(g, 1, 2)", "g ( 1 , 2 )");
    check("#define L(f, args...) f(0, ##args)\nL(g, 1)", "g ( 0 , 1 )");
    check("#define E() 1\nE() E", "1 E");
    check("#define A 1 /* one */ + \\\n 2\nA;", "1 + 2 ;");
    check("#define A 1\n#undef A\nA", "A");
    check("#define F(x) x\n#define G F\nG(2)", "2");
    check("int x; // comment \\\nstill comment\nint y;", "int x ; int y ;");
  }

  @Test
  void conditionalsAreEvaluated() {
    check("#if 1 + 1 == 2 && defined(__KABOOM__)\na\n#else\nb\n#endif\nc", "a c");
    check("#ifdef X\na\n#elif 0x10 > 15\nb\n#else\nc\n#endif", "b");
    check("#if 0\n#if 1\na\n#else\nb\n#endif\n#else\nc\n#endif", "c");
    check("#if 0\n#error no\n@ ' \"\n#endif\na", "a");
    check("#if UNKNOWN\na\n#else\nb\n#endif", "b");
    check("char *s = \"\\\n#if 0\";", "char * s = \"#if 0\" ;");
  }

  @Test
  void definesOfTheCommandLineCount() {
    assertEquals("2", tokens("#ifdef FIX\nFIX\n#endif", ImmutableMap.of("FIX", "2")));
    assertEquals("a", tokens("#if CONFIG_SMP\na\n#endif", ImmutableMap.of()));
    assertEquals("", tokens("#if CONFIG_SMP\na\n#endif", ImmutableMap.of("CONFIG_SMP", "0")));
  }

  @Test
  void headersAreReadOnce() {
    check(
        "#include <linux/guarded.h>\n#include <linux/guarded.h>\n#include <linux/once.h>\nCALL(f)",
        "int once ; f ( 1 )");
  }

  @Test
  void tokensKeepTheirPlaces() {
    checkPlaces("int x;\n\tint\ty;", "int@1:1 x@1:5 ;@1:6 int@2:2 y@2:6 ;@2:7");
    checkPlaces("a \\\n  b\nc", "a@1:1 b@2:3 c@3:1");
    checkPlaces("/* a\n b */ c", "c@2:7");
    checkPlaces("a\r\nb", "a@1:1 b@2:1");
    checkPlaces("/*\u2028\f*/ a\nb", "a@1:8 b@2:1");
  }

  @Test
  void tokensOfMacrosHaveThePlaceOfTheUse() {
    checkPlaces("#define A 1 + 2\nx = A;", "x@2:1 =@2:3 1@2:5* +@2:5* 2@2:5* ;@2:6");
    checkPlaces("#define M(a) (a + 1)\nM(x) y", "(@2:1* x@2:3 +@2:1* 1@2:1* )@2:1* y@2:6");
    checkPlaces("#define M(a,\\\n b) b a;\nM(x,\n  y)\nz", "y@4:3 x@3:3 ;@3:1* z@5:1");
    checkPlaces("#define A 7\n#define M(a) a A\nM(A) A", "7@3:1* 7@3:1* 7@3:6*");
  }

  @Test
  void codeOfHeadersHasItsPlaceInTheHeader() {
    checkPlaces(
        "#include <linux/inline.h>\nSTORE(q, 2);",
        "void@linux/inline.h:2:1 set@linux/inline.h:2:6 (@linux/inline.h:2:9"
            + " int@linux/inline.h:2:10 *@linux/inline.h:2:14 p@linux/inline.h:2:15"
            + " )@linux/inline.h:2:16 {@linux/inline.h:3:1 (@linux/inline.h:4:3*"
            + " *@linux/inline.h:4:3* (@linux/inline.h:4:3* p@linux/inline.h:4:9"
            + " )@linux/inline.h:4:3* =@linux/inline.h:4:3* (@linux/inline.h:4:3*"
            + " 1@linux/inline.h:4:12 )@linux/inline.h:4:3* )@linux/inline.h:4:3*"
            + " ;@linux/inline.h:4:14 }@linux/inline.h:5:1 (@2:1* *@2:1* (@2:1* q@2:7 )@2:1*"
            + " =@2:1* (@2:1* 2@2:10 )@2:1* )@2:1* ;@2:12");
  }

  @Test
  void filesBesideTheModelAreFound(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("model.h"), "int y;\n");
    BundledHeaders headers = new BundledHeaders();
    String model = folder.resolve("model.c").toString();
    assertEquals("int y;\n", headers.local("model.h", model).orElseThrow().text());
    assertTrue(headers.local("other.h", model).isEmpty());
    assertTrue(headers.local(folder.resolve("model.h").toString(), model).isEmpty());
    assertTrue(headers.local("\0", model).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"../kernelc/x.h", "/etc/passwd", "linux/../x.h", "linux/none.h", "linux", "''"})
  void nothingButBundledHeadersIsFoundInAngleBrackets(String name) {
    assertTrue(new BundledHeaders().system(name).isEmpty());
  }
}

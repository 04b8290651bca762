package dev.kaboom.lang.kernelc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Iterables;
import dev.kaboom.lang.AstDump;
import dev.kaboom.lang.DiagnosticRenderer;
import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.SourceFile;
import dev.kaboom.lang.ast.Declaration;
import dev.kaboom.lang.ast.Statement;
import dev.kaboom.lang.ast.TranslationUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What C text becomes as a tree. */
final class KernelCParserTest {
  private static TranslationUnit parse(String text) {
    Diagnostics diagnostics = new Diagnostics();
    TranslationUnit unit =
        KernelCParser.parse(
            new SourceFile("test.c", text), ImmutableMap.of(), new BundledHeaders(), diagnostics);
    assertEquals("", DiagnosticRenderer.render(diagnostics));
    return unit;
  }

  private static Statement.Block body(String statements) {
    Declaration last =
        Iterables.getLast(
            parse("typedef int T;\nvoid f(void)\n{\n" + statements + "\n}\n").declarations());
    return ((Declaration.FunctionDefinition) last).body();
  }

  private static void checkStatement(String text, String tree) {
    assertEquals(tree, AstDump.of(body(text).statements().get(0)), text);
  }

  private static void checkDeclarations(String text, String... trees) {
    assertEquals(
        String.join("\n", trees),
        String.join(
            "\n", parse(text).declarations().stream().map(AstDump::of).toArray(String[]::new)),
        text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      ignoreLeadingAndTrailingWhitespace = true,
      quoteCharacter = '`',
      value = {
        "a + b * c # (Binary ADD a (Binary MULTIPLY b c))",
        "a - b - c # (Binary SUBTRACT (Binary SUBTRACT a b) c)",
        "a = b = c # (Assignment - a (Assignment - b c))",
        "a <<= 1 # (Assignment SHIFT_LEFT a 1)",
        "a < b == c & d # (Binary AND (Binary EQUAL (Binary LESS a b) c) d)",
        "a ? b : c ? d : e # (Conditional a b (Conditional c d e))",
        "a ?: b # (Conditional a - b)",
        "a, b # (Comma a b)",
        "*p++ # (Unary DEREFERENCE (Unary POST_INCREMENT p))",
        "-a.b # (Unary NEGATE (MemberAccess a DOT `b`))",
        "&p->q[1] # (Unary ADDRESS_OF (Index (MemberAccess p ARROW `q`) 1))",
        "!a + ~b # (Binary ADD (Unary NOT a) (Unary COMPLEMENT b))",
        "(T)a + b # (Binary ADD (Cast T a) b)",
        "(T)-a # (Cast T (Unary NEGATE a))",
        "(a) - b # (Binary SUBTRACT a b)",
        "(T *)&a # (Cast (Pointer T) (Unary ADDRESS_OF a))",
        "sizeof(T) * 2 # (Binary MULTIPLY (SizeofType T) 2)",
        "sizeof a->b # (SizeofExpression (MemberAccess a ARROW `b`))",
        "sizeof(a) # (SizeofExpression a)",
        "f(a, (b, c)) # (Call f [a (Comma b c)])",
        "p->f(a) # (Call (MemberAccess p ARROW `f`) [a])",
        "(*f)() # (Call (Unary DEREFERENCE f) [])",
        "({ a; b; }) # (StatementExpression (Block [a b]))",
        "__builtin_offsetof(struct s, a.b[2]) # (Offsetof (Aggregate STRUCT `s`) [(Field `a`) "
            + "(Field `b`) (Element 2)])",
        "(struct s){ .a = 1 } # (CompoundLiteral (Aggregate STRUCT `s`) (Braces [(Item [(Field "
            + "`a`)] (Value 1))]))",
        "__builtin_types_compatible_p(T, int *) # (TypesCompatible T (Pointer int))",
        "a && b || c # (Binary LOGICAL_OR (Binary LOGICAL_AND a b) c)",
        "per_cpu(v, 1) = a # (Assignment - (Call per_cpu [v 1]) a)",
        "f(``x`` ``\\x79``) # (Call f [(StringLiteral `xy`)])",
      })
  void expressionsBindAsInC(String text, String tree) {
    checkStatement(text.replace("``", "\"") + ";", tree.replace('`', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "0, 0",
        "0x10u, 16:unsigned_int",
        "017, 15",
        "2147483648, 2147483648:long",
        "0x80000000, 2147483648:unsigned_int",
        "0xffffffffffffffff, -1:unsigned_long",
        "1UL, 1:unsigned_long",
        "1LL, 1:long_long",
        "1ull, 1:unsigned_long_long",
        "'a', 97",
        "'\\0', 0",
        "'\\n', 10",
        "'\\x41', 65",
        "'\\377', -1",
      })
  void constantsHaveTheTypesOfA64BitKernel(String text, String tree) {
    checkStatement(text + ";", tree);
  }

  @Test
  void statements() {
    checkStatement("if (a) b; else c;", "(If a b c)");
    checkStatement("if (a) if (b) c; else d;", "(If a (If b c d) -)");
    checkStatement("while (a) { b; }", "(While a (Block [b]))");
    checkStatement("do a; while (b);", "(DoWhile a b)");
    checkStatement("for (;;) ;", "(For (Empty) - - (Empty))");
    checkStatement(
        "for (int i = 0; i < 3; i++) a;",
        "(For (Declare [(Variable \"i\" int [] (Value 0))]) (Binary LESS i 3) (Unary"
            + " POST_INCREMENT i) a)");
    checkStatement(
        "switch (a) { case 1: case 2 ... 4: b; break; default: ; }",
        "(Switch a (Block [(Case 1 -) (Case 2 4) b (Break) (Default) (Empty)]))");
    checkStatement("if (a) out: b;", "(If a (Block [(Label \"out\") b]) -)");
    checkStatement("goto out;", "(Goto \"out\")");
    checkStatement("return a;", "(Return a)");
    checkStatement("atomic { a; }", "(Atomic (Block [a]))");
    checkStatement("fallthrough;", "(Empty)");
    checkStatement("__attribute__((fallthrough));", "(Empty)");
  }

  @Test
  void declarators() {
    checkDeclarations(
        "int a, *b;", "(Variable \"a\" int [] -)", "(Variable \"b\" (Pointer int) [] -)");
    checkDeclarations("int a[2][3];", "(Variable \"a\" (Array (Array int 3) 2) [] -)");
    checkDeclarations("int *a[2];", "(Variable \"a\" (Array (Pointer int) 2) [] -)");
    checkDeclarations("int (*a)[2];", "(Variable \"a\" (Pointer (Array int 2)) [] -)");
    checkDeclarations(
        "void (*f)(int a, char *);",
        "(Variable \"f\" (Pointer (Function void [(Parameter \"a\" int) (Parameter \"\" (Pointer"
            + " char))])) [] -)");
    checkDeclarations(
        "int (*f(void))(int);",
        "(FunctionDeclaration \"f\" (Function (Pointer (Function int [(Parameter \"\" int)])) [])"
            + " [])");
    checkDeclarations(
        "static inline unsigned long int f(void) { }",
        "(FunctionDefinition \"f\" (Function unsigned_long []) [STATIC INLINE] (Block []))");
    checkDeclarations(
        "const int *const p;",
        "(Variable \"p\" (Qualified [CONST] (Pointer (Qualified [CONST] int))) [CONST] -)");
    checkDeclarations(
        "static int __percpu x;", "(Variable \"x\" (Qualified [PER_CPU] int) [STATIC PER_CPU] -)");
    checkDeclarations(
        "unsigned char c; long long unsigned d;",
        "(Variable \"c\" unsigned_char [] -)",
        "(Variable \"d\" unsigned_long_long [] -)");
    checkDeclarations(
        "int x __attribute__((aligned(64), unused));", "(Variable \"x\" int [ALIGNED] -)");
    checkDeclarations(
        "typeof(1 + 2) x;", "(Variable \"x\" (TypeofExpression (Binary ADD 1 2)) [] -)");
  }

  @Test
  void definitionsAreLiftedBeforeTheirUse() {
    checkDeclarations(
        "struct a { int x; struct { char y; }; } b, *c;",
        "(AggregateDefinition STRUCT \"<struct 1>\" [(Member \"y\" char)] [])",
        "(AggregateDefinition STRUCT \"a\" [(Member \"x\" int) (Member \"\" (Aggregate STRUCT"
            + " \"<struct 1>\"))] [])",
        "(Variable \"b\" (Aggregate STRUCT \"a\") [] -)",
        "(Variable \"c\" (Pointer (Aggregate STRUCT \"a\")) [] -)");
    checkDeclarations(
        "typedef enum { A, B = 3 } e; e x;",
        "(EnumDefinition \"<enum 1>\" [(Enumerator \"A\" -) (Enumerator \"B\" 3)])",
        "(Typedef \"e\" (Enumeration \"<enum 1>\"))",
        "(Variable \"x\" e [] -)");
    checkDeclarations("struct a;");
    checkDeclarations(
        "union u { int a; } __packed;",
        "(AggregateDefinition UNION \"u\" [(Member \"a\" int)] [PACKED])");
  }

  @Test
  void typedefNamesKeepTheirOwnNameSpaces() {
    checkDeclarations(
        "typedef int T; struct T { int T; }; struct T s = { .T = 1 };",
        "(Typedef \"T\" int)",
        "(AggregateDefinition STRUCT \"T\" [(Member \"T\" int)] [])",
        "(Variable \"s\" (Aggregate STRUCT \"T\") [] (Braces [(Item [(Field \"T\")] (Value 1))]))");
    checkDeclarations(
        "typedef void (*callback)(int), *pointer; callback f; pointer p;",
        "(Typedef \"callback\" (Pointer (Function void [(Parameter \"\" int)])))",
        "(Typedef \"pointer\" (Pointer void))",
        "(Variable \"f\" callback [] -)",
        "(Variable \"p\" pointer [] -)");
  }

  @Test
  void scenarioBlocks() {
    checkDeclarations(
        "INIT { } CPU(0) { a; } IRQ(1, 2) { } NMI(0) { halt(); } ALWAYS(\"fine\", a == 1);",
        "(ScenarioBlock INIT - - (Block []))",
        "(ScenarioBlock CPU 0 - (Block [a]))",
        "(ScenarioBlock IRQ 1 2 (Block []))",
        "(ScenarioBlock NMI 0 - (Block [(Call halt [])]))",
        "(ScenarioProperty ALWAYS \"fine\" (Binary EQUAL a 1))");
    checkDeclarations(
        "EXPORT_SYMBOL_GPL(f); MODULE_LICENSE(\"GPL\"); int x;", "(Variable \"x\" int [] -)");
  }

  @Test
  void initialisers() {
    checkDeclarations(
        "int a[] = { [1] = 2, [2 ... 3] = 4, };",
        "(Variable \"a\" (Array int -) [] (Braces [(Item [(Element 1)] (Value 2)) (Item [(Range 2"
            + " 3)] (Value 4))]))");
    checkDeclarations(
        "struct s x = { .a.b = 1, { 2, 3 } };",
        "(Variable \"x\" (Aggregate STRUCT \"s\") [] (Braces [(Item [(Field \"a\") (Field \"b\")]"
            + " (Value 1)) (Item [] (Braces [(Item [] (Value 2)) (Item [] (Value 3))]))]))");
  }
}

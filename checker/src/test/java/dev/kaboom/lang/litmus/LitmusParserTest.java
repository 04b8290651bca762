package dev.kaboom.lang.litmus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kaboom.lang.AstDump;
import dev.kaboom.lang.DiagnosticRenderer;
import dev.kaboom.lang.Diagnostics;
import dev.kaboom.lang.SourceFile;
import dev.kaboom.lang.ast.LitmusTest;
import dev.kaboom.property.Quantifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a litmus test becomes as a tree. */
final class LitmusParserTest {
  private static LitmusTest parse(String text) {
    Diagnostics diagnostics = new Diagnostics();
    LitmusTest test =
        LitmusParser.parse(new SourceFile("test.litmus", text), diagnostics).orElse(null);
    assertEquals("", DiagnosticRenderer.render(diagnostics));
    if (test == null) {
      throw new AssertionError("neither a test nor a diagnostic");
    }
    return test;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "int x=1; | (Init - 'x' int (Value 1))",
        "x=1 | (Init - 'x' - (Value 1))",
        "x; | (Init - 'x' - -)",
        "[x]=1; | (Init - 'x' - (Value 1))",
        "int *p=&x; | (Init - 'p' (Pointer int) (Value (Unary ADDRESS_OF x)))",
        "int **p=q; | (Init - 'p' (Pointer (Pointer int)) (Value q))",
        "p=x; | (Init - 'p' - (Value x))",
        "0:r1=5; | (Init 0 'r1' - (Value 5))",
        "int 1:r1=-5; | (Init 1 'r1' int (Value (Unary NEGATE 5)))",
        "int *0:r1=x; | (Init 0 'r1' (Pointer int) (Value x))",
        "P1:r1=x; | (Init 1 'r1' - (Value x))",
        "atomic_t a=ATOMIC_INIT(1); | (Init - 'a' atomic_t (Value (Call ATOMIC_INIT [1])))",
        "int a[2]={1,2}; | (Init - 'a' (Array int 2) (Braces [(Item [] (Value 1)) (Item [] "
            + "(Value 2))]))",
        "spinlock_t s; | (Init - 's' spinlock_t -)",
        "struct srcu_struct s; | (Init - 's' (Aggregate STRUCT 'srcu_struct') -)",
        "(* a (* nested *) comment *) /* int y; */ x=1; // z=2 | (Init - 'x' - (Value 1))",
      })
  void initialState(String text, String tree) {
    LitmusTest test = parse("C t\n{ " + text + "\n}\nP0(int *x) { }\n");
    assertEquals("[" + tree.replace('\'', '"') + "]", AstDump.of(test.initial()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x=1 | (Equals (Variable 'x') (Constant 1))",
        "(x=1) | (Equals (Variable 'x') (Constant 1))",
        "[x]==1 | (Equals (Variable 'x') (Constant 1))",
        "*x=-1 | (Equals (Variable 'x') (Constant -1))",
        "x!=1 | (Not (Equals (Variable 'x') (Constant 1)))",
        "x[1]=0x10 | (Equals (Element 'x' 1) (Constant 16))",
        "0:r1=x | (Equals (Register PROCESS 0 'r1') (Symbol 'x'))",
        "0:r1=&x | (Equals (Register PROCESS 0 'r1') (Symbol 'x'))",
        "P0:r1=1:r2 | (Equals (Register PROCESS 0 'r1') (Observed (Register PROCESS 1 'r2')))",
        "NMI0:r1=[x] | (Equals (Register NMI 0 'r1') (Observed (Variable 'x')))",
        "x=*y | (Equals (Variable 'x') (Observed (Variable 'y')))",
        "true | (Literal true)",
        "~true | (Not (Literal true))",
        "not false | (Not (Literal false))",
        "~true /\\ false | (And (Not (Literal true)) (Literal false))",
        "true \\/ true /\\ false | (Or (Literal true) (And (Literal true) (Literal false)))",
        "true => false | (Or (Not (Literal true)) (Literal false))",
      })
  void conditions(String text, String tree) {
    LitmusTest test = parse("C t\n{}\nP0(int *x) { }\nexists " + text + "\n");
    assertEquals(tree.replace('\'', '"'), AstDump.of(test.condition()));
  }

  @ParameterizedTest
  @CsvSource({
    "exists (true), EXISTS",
    "~exists (true), NOT_EXISTS",
    "~ exists (true), NOT_EXISTS",
    "not exists (true), NOT_EXISTS",
    "forall (true), FORALL",
    "final (true), EXISTS",
    "'', FORALL",
  })
  void quantifiers(String text, Quantifier quantifier) {
    assertEquals(quantifier, parse("C t\n{}\nP0(int *x) { }\n" + text + "\n").quantifier());
  }

  @Test
  void aWholeTest() {
    LitmusTest test =
        parse(
            """
            C MP+onces
            "A description with a { in it"
            Cycle=Rfe Fre
            (*
             * Result: Sometimes DATARACE
             *)
            {}

            P0(int *x, volatile int *y) // writer
            {
            	WRITE_ONCE(*x, 1); /* first */
            	(*y)++;
            }

            (* reader *)
            P1(int *x, int **u8)
            {
            	int r0;

            	r0 = READ_ONCE(*x);
            	r1 = (int)*u8;
            }

            IRQ1() { barrier(); }

            locations [x; 1:r1; a[1]; y int*;]
            filter (x=1)
            exists (1:r0=1 /\\ (* both *)
                    1:r1=0)
            """);
    assertEquals("MP+onces", test.name());
    assertEquals("(1:r0=1 /\\ 1:r1=0)", test.text());
    assertEquals("(Expectation SOMETIMES [\"DATARACE\"])", AstDump.of(test.expectation()));
    assertEquals(
        "[(Variable \"x\") (Register PROCESS 1 \"r1\") (Element \"a\" 1) (Variable \"y\")]",
        AstDump.of(test.locations()));
    assertEquals("(Equals (Variable \"x\") (Constant 1))", AstDump.of(test.filter()));
    assertEquals(
        "(Routine PROCESS 0 [(Parameter \"x\" (Pointer int)) (Parameter \"y\" (Pointer (Qualified"
            + " [VOLATILE] int)))] (Block [(Call WRITE_ONCE [(Unary DEREFERENCE x) 1]) (Unary"
            + " POST_INCREMENT (Unary DEREFERENCE y))]))",
        AstDump.of(test.routines().get(0)));
    assertEquals(
        "(Block [(Declare [(Variable \"r0\" int [] -)]) (Assignment - r0 (Call READ_ONCE [(Unary"
            + " DEREFERENCE x)])) (Assignment - r1 (Cast int (Unary DEREFERENCE u8)))])",
        AstDump.of(test.routines().get(1).body()));
    assertEquals("IRQ1", test.routines().get(2).name());
    assertEquals(
        "test.litmus:11:2", test.routines().get(0).body().statements().get(0).span().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Result: Never | (Expectation NEVER [])",
        "Result: Always | (Expectation ALWAYS [])",
        "Result: Never DATARACE | (Expectation NEVER ['DATARACE'])",
        "Result: DEADLOCK | (Expectation NONE ['DEADLOCK'])",
        "Result: Flag srcu-bad-nesting | (Expectation NONE ['srcu-bad-nesting'])",
        "Result: Maybe | (Expectation NONE [])",
        "Result: Never, since x | (Expectation NEVER [])",
        "No Result: Never | (Expectation NONE [])",
      })
  void expectations(String comment, String tree) {
    for (String form : new String[] {"(* %s *)", "(*\n * %s\n *)", "/* %s */", "// %s"}) {
      LitmusTest test = parse("C t\n" + String.format(form, comment) + "\n{}\nP0(int *x) { }\n");
      assertEquals(tree.replace('\'', '"'), AstDump.of(test.expectation()), form);
    }
  }
}

package dev.kaboom.lang.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said about inputs that parse but have no meaning. */
class ComplaintsTest {
  private static void c(String text, String... expected) {
    assertEquals(List.of(expected), Sources.complaints("wrong.c", text));
  }

  private static void body(String statements, String... expected) {
    c(
        "struct s { int alpha; struct s *next; } g;\nint x;\nint *p;\nCPU(0) {\n"
            + statements
            + "\n}\n",
        expected);
  }

  private static void litmus(String text, String... expected) {
    assertEquals(List.of(expected), Sources.complaints("wrong.litmus", text));
  }

  @Test
  void unknownNamesAreReportedWithTheNearestOnes() {
    body("xx = 1;", "5: 'xx' is not declared (did you mean 'x'?)");
    body("smp_wbm();", "5: unknown function 'smp_wbm' (did you mean 'smp_wmb'?)");
    body("list_add(p, p);", "5: 'list_add' is not declared (write #include <linux/list.h>)");
    body("g.alhpa = 1;", "5: struct s has no member 'alhpa' (did you mean 'alpha'?)");
    body("nonsense_entirely();", "5: unknown function 'nonsense_entirely'");
  }

  @Test
  void typesThatDoNotGoTogetherAreReported() {
    body("*x = 1;", "5: int is no pointer: it cannot be dereferenced");
    body("g.next.alpha = 1;", "5: struct s * has no members (write -> instead of .)");
    body("x->alpha = 1;", "5: int is no pointer: it cannot be dereferenced");
    body("p = x;", "5: int is used where int * belongs (write a cast if that is meant)");
    body("x = p;", "5: int * is used where int belongs (write a cast if that is meant)");
    body("p = &g;", "5: struct s * is used where int * belongs (write a cast if that is meant)");
    body("x = g;", "5: struct s cannot be converted to int");
    body("x = p * 2;", "5: '*' does not apply to int * and int");
    body("x = (p == &g);", "5: int * and struct s * do not go together");
    body("WRITE_ONCE(5, x);", "5: this is a value, not a variable");
    body("x();", "5: int is no function: it cannot be called");
    body("if (g) x = 1;", "5: struct s is used where an integer or a pointer belongs");
    body("x = smp_mb();", "5: a value is needed, but this has none");
    body("WRITE_ONCE(x);", "5: 'WRITE_ONCE' takes 2 arguments, not 1");
    body("atomic_inc(x);", "5: int is no pointer: it cannot be dereferenced");
  }

  @Test
  void functionsAreCalledAsTheyAreDeclared() {
    c("int f(int a) { return a; }\nCPU(0) { f(1, 2); }", "2: 'f' takes 1 argument, not 2");
    c(
        "int f(int a);\nCPU(0) { f(1); }",
        "2: 'f' is declared but has no body (define it in the file: every function is inlined)");
    c("void f(void) { return 1; }\nCPU(0) { f(); }", "1: 'f' returns no value");
    c("int f(void) { return; }\nCPU(0) { f(); }", "1: 'f' returns int");
    c(
        "int f(void) { return 1; }\nint f(void) { return 2; }\nCPU(0) { f(); }",
        "2: 'f' is defined twice");
  }

  @Test
  void recursionNamesTheCycle() {
    c(
        "int g(int n);\nint f(int n) { g(n); return 0; }\n"
            + "int g(int n) { return f(n); }\nCPU(0) { f(3); }",
        "3: 'f' calls itself: f -> g -> f (functions are inlined; write the recursion as a loop)");
  }

  @Test
  void constantsMustBeConstant() {
    c("int n;\nint a[n];\nCPU(0) { }", "2: the length of an array is no constant");
    c("int n;\nint m = n + 1;\nCPU(0) { }", "2: the initial value is no constant");
    body("switch (x) { case 1: break; case x: break; }", "5: the value of a case is no constant");
    body("switch (x) { case 1: break; case 1: break; }", "5: two cases have the value 1");
    c("int a[-1];\nCPU(0) { }", "1: an array of -1 elements");
    c("_Static_assert(1 == 2, \"no\");\nCPU(0) { }", "1: the static assertion does not hold: no");
  }

  @Test
  void typesThatMemoryCannotHoldAreReported() {
    c("struct t;\nstruct t v;\nCPU(0) { }", "2: 'v' has the incomplete type struct t");
    c(
        "union u { int a; short b; } v;\nCPU(0) { }",
        "1: 'v' has a union whose members cut the same bytes into different scalars");
    c("int a[100000];\nCPU(0) { }", "1: 'a' has more than 4096 scalars");
    c("extern int x;\nCPU(0) { x = 1; }", "1: 'x' is declared extern but defined nowhere");
  }

  @Test
  void jumpsLeadSomewhere() {
    body("goto nowhere;", "5: there is no label 'nowhere' in this function");
    body("break;", "5: break outside a loop");
    body("continue;", "5: continue outside a loop");
    body("a: a: ;", "5: two labels have the name 'a'");
  }

  @Test
  void indivisibleStepsAreLeftAtTheirEndOnly() {
    body("atomic { goto out; }\nout: ;", "5: this goto leaves or enters an indivisible step");
    body("while (x) { atomic { break; } }", "5: this break leaves an indivisible step");
    body("atomic { return; }", "5: this return leaves an indivisible step");
    body("atomic { atomic { x = 1; } }", "5: an indivisible step within another one");
    body("atomic { halt(); }", "5: an indivisible step cannot stop or wait for other CPUs here");
    body(
        "await(x++);",
        "5: a change within await() (await() only looks; write atomic { await(e); ... } to change"
            + " something in that step)");
  }

  @Test
  void propertiesOnlyLook() {
    c(
        "int x;\nint f(void) { x = 1; return x; }\nCPU(0) { }\nALWAYS(\"f\", f());",
        "2: a write to memory in a property"
            + " (a property only looks: call functions that write nothing)");
    c(
        "int x;\nCPU(0) { }\nFINALLY(\"f\", smp_processor_id());",
        "3: a property runs on no CPU (name the CPU: per_cpu(v, 0))");
  }

  @Test
  void initRunsAlone() {
    c(
        "INIT { halt(); }\nCPU(0) { }",
        "1: halt() in INIT (INIT runs alone, before everything else: do it in CPU(n))");
  }

  @Test
  void scenariosNameTheirCpus() {
    c(
        "int x;",
        "1: nothing runs: the file has no CPU(n) { … } block"
            + " (say at top level what each CPU does, for example CPU(0) { f(); })");
    c(
        "CPU(0) { }\nCPU(0) { }",
        "2: CPU 0 has two CPU blocks"
            + " (one process context runs on a CPU: put both bodies into one block)");
    c("CPU(64) { }", "1: the CPU is 64, not one of 0 … 63");
    c("CPU(0) { }\nNMI(0, 0) { }", "2: the number of times is 0, not one of 1 … 100");
    c(
        "void f(void *a) { }\nCPU(0) { smp_call_function_single(1, f, 0, 1); }",
        "2: there is no CPU 1 (CPUs are those up to the highest CPU(n), IRQ(n) or NMI(n) of the"
            + " file, or NR_CPUS)");
  }

  @Test
  void perCpuVariablesNeedACpu() {
    c(
        "__percpu int v;\nint w;\nCPU(0) { v = 1; }",
        "3: a per-CPU variable is accessed without a CPU (write per_cpu(v, cpu), this_cpu_read(v),"
            + " this_cpu_write(v, x) or *this_cpu_ptr(&v))");
    c(
        "__percpu int v;\nint w;\nCPU(0) { this_cpu_inc(w); }",
        "3: this is no per-CPU variable (declare it with DEFINE_PER_CPU(type, name))");
  }

  @Test
  void everyBadStatementIsReportedOnce() {
    body(
        "a = 1;\nb = 2;\nx = 3;\nc = 4;",
        "5: 'a' is not declared",
        "6: 'b' is not declared",
        "8: 'c' is not declared");
    c(
        "static inline void f(void) { zzz(); }\nCPU(0) { f(); f(); }\nCPU(1) { f(); }",
        "1: unknown function 'zzz'");
  }

  @Test
  void codeThatGrowsWithoutEndIsRefused() {
    StringBuilder text = new StringBuilder("int x;\nvoid f0(void) { x = 1; x = 2; }\n");
    for (int i = 1; i <= 20; i++) {
      text.append("void f" + i + "(void) { f" + (i - 1) + "(); f" + (i - 1) + "(); }\n");
    }
    c(
        text + "CPU(0) { f20(); }",
        "23: this runs more than 200000 instructions once functions are inlined");
  }

  @Test
  void workWithoutInstructionsIsBoundedToo() {
    StringBuilder text = new StringBuilder("void f0(void) { }\n");
    for (int i = 1; i <= 40; i++) {
      text.append("void f" + i + "(void) { f" + (i - 1) + "(); f" + (i - 1) + "(); }\n");
    }
    assertEquals(1, Sources.complaints("wrong.c", text + "CPU(0) { f40(); }").size());
  }

  @Test
  void litmusTestsUseKnownMacros() {
    litmus(
        "C t\n{}\nP0(int *x) { smp_memb(); }\nexists (x=0)",
        "3: unknown macro 'smp_memb'" + " (did you mean 'smp_mb'?)");
    litmus(
        "C t\n{}\nP0(spinlock_t *x) { spin_unlock_wait(x); }\nexists (x=0)",
        "3: unknown macro 'spin_unlock_wait'");
    litmus("C t\n{}\nP0(int *x) { }\nexists (1:r0=0)", "4: there is no P1");
    litmus("C t\n{1:r0=3;}\nP0(int *x) { }\nexists (x=0)", "2: there is no P1");
    litmus("C t\n{int a[2];}\nP0(int *a) { }\nexists (a[2]=0)", "4: 'a' has no element 2");
  }
}

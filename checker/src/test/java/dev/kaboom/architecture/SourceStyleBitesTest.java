package dev.kaboom.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each rule, held against sources just within and just beyond it. */
class SourceStyleBitesTest {
  @Test
  void aLineOf101ColumnsIsTooWide() {
    check(style("x".repeat(100)).linesTooWide());
    check(style("\n" + "x".repeat(101)).linesTooWide(), "A0.java:2: 101 columns");
  }

  @Test
  void importsAndAddressesMayBeWide() {
    check(style("import " + "x".repeat(100) + ";").linesTooWide());
    check(style("// https://" + "x".repeat(100)).linesTooWide());
  }

  @Test
  void aFileOf601LinesIsTooLong() {
    check(style("\n".repeat(600)).filesTooLong());
    check(style("\n".repeat(601)).filesTooLong(), "A0.java: 601 lines");
  }

  @Test
  void fiveInAHundredFilesMayHave400Lines() {
    check(style(times(95, 1), times(5, 400)).filesLongOnTheWhole());
    check(
        style(times(94, 1), times(6, 400)).filesLongOnTheWhole(),
        "94 of 100 files have at most 399 lines; 95 % must");
  }

  @Test
  void halfOfTheFilesHaveAtMost120Lines() {
    check(style(times(5, 120), times(5, 121)).filesLongOnTheWhole());
    check(
        style(times(4, 120), times(5, 121)).filesLongOnTheWhole(), "the median file has 121 lines");
  }

  @Test
  void aMethodOf61LinesIsTooLong() {
    check(style(method(60)).methodsTooLong());
    check(style(method(61)).methodsTooLong(), "A0.java:2: A.m has 61 lines");
  }

  @Test
  void constructorsInitialisersAndInnerClassesCountAsMethodsDo() {
    String body = "{" + "\n".repeat(60) + "}";
    check(
        style("class A { A() " + body + " static " + body + " }").methodsTooLong(),
        "A0.java:61: A.<init> has 61 lines",
        "A0.java:1: A.<init> has 61 lines");
    check(
        style("record R(int i) { R " + body + " interface I { default void d() " + body + "} }")
            .methodsTooLong(),
        "A0.java:1: R.<init> has 61 lines",
        "A0.java:61: I.d has 61 lines");
  }

  @Test
  void annotationsCountAndJavadocDoesNot() {
    String method = "/** Doc. */\n@Deprecated\nvoid m() {\n}\n";
    assertEquals(
        List.of(new SourceText.Method("A.java", 3, "A.m", 3)),
        new SourceText("A.java", "class A {\n" + method + "}").methods());
  }

  @Test
  void methodsWithoutBodyDoNotCount() {
    check(
        style("interface I {" + "void m(\n);".repeat(99) + "}" + method(61)).methodsTooLong(),
        "A0.java:101: A.m has 61 lines");
  }

  @Test
  void oneInTenMethodsMayHave28Lines() {
    check(style(methods(9, 27), methods(1, 28)).methodsLongOnTheWhole());
    check(
        style(methods(8, 27), methods(1, 28)).methodsLongOnTheWhole(),
        "8 of 9 methods have at most 27 lines; 90 % must");
  }

  @Test
  void aPackageInfoNeedsJavadoc() {
    String name = "p/package-info.java";
    check(style(new SourceText(name, "/** P. */ package p;")).packagesWithoutPurpose());
    check(
        style(new SourceText(name, "package p;")).packagesWithoutPurpose(),
        "p/package-info.java: no Javadoc");
  }

  private static void check(ImmutableList<String> broken, String... expected) {
    assertEquals(String.join("\n", expected), String.join("\n", broken));
  }

  private static Stream<String> times(int files, int lines) {
    return Stream.generate(() -> "\n".repeat(lines)).limit(files);
  }

  private static Stream<String> methods(int files, int lines) {
    return Stream.generate(() -> method(lines)).limit(files);
  }

  private static String method(int lines) {
    return "class A {\nvoid m() {" + "\n".repeat(lines - 1) + "}\n}";
  }

  private static SourceStyle style(Stream<String> some, Stream<String> others) {
    return style(Stream.concat(some, others).toArray(String[]::new));
  }

  private static SourceStyle style(String... texts) {
    ImmutableList.Builder<SourceText> sources = ImmutableList.builder();
    for (int i = 0; i < texts.length; i++) {
      sources.add(new SourceText("A" + i + ".java", texts[i]));
    }
    return new SourceStyle(sources.build());
  }

  private static SourceStyle style(SourceText source) {
    return new SourceStyle(ImmutableList.of(source));
  }
}

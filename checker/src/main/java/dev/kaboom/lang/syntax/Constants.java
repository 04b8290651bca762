package dev.kaboom.lang.syntax;

import com.google.common.primitives.UnsignedLongs;
import dev.kaboom.lang.Span;
import dev.kaboom.lang.ast.Expression;
import dev.kaboom.lang.ast.TypeNode.BasicKind;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads integer, character and string constants (C11, 6.4.4 and 6.4.5). */
final class Constants {
  private static final Pattern INTEGER = Pattern.compile("(0[xX][0-9a-fA-F]+|[0-9]+)([uUlL]*)");

  private final BuildContext context;

  Constants(BuildContext context) {
    this.context = context;
  }

  Expression.IntegerLiteral integer(Span span, String text) {
    Matcher matcher = INTEGER.matcher(text);
    if (!matcher.matches()) {
      return invalid(span, text);
    }
    String digits = matcher.group(1).toLowerCase(Locale.ROOT);
    String suffix = matcher.group(2).toLowerCase(Locale.ROOT);
    int radix = radix(digits);
    long value;
    try {
      value = UnsignedLongs.parseUnsignedLong(digits.substring(prefix(digits)), radix);
    } catch (NumberFormatException e) {
      return invalid(span, text);
    }
    return switch (suffix) {
      case "", "u", "l", "ul", "lu", "ll", "ull", "llu" ->
          new Expression.IntegerLiteral(span, value, kind(value, suffix, radix == 10));
      default -> invalid(span, text);
    };
  }

  private static int radix(String digits) {
    if (digits.startsWith("0x")) {
      return 16;
    }
    return digits.startsWith("0") && digits.length() > 1 ? 8 : 10;
  }

  private static int prefix(String digits) {
    return digits.startsWith("0x") ? 2 : 0;
  }

  /** The first type of C's list (C11, 6.4.4.1p5) that can hold the value. */
  private static BasicKind kind(long value, String suffix, boolean decimal) {
    boolean unsigned = suffix.contains("u");
    boolean negative = value < 0;
    if (!suffix.contains("l")) {
      if (!unsigned && value >= 0 && value <= Integer.MAX_VALUE) {
        return BasicKind.INT;
      }
      if ((unsigned || !decimal) && !negative && value <= 0xffff_ffffL) {
        return BasicKind.UNSIGNED_INT;
      }
    }
    if (suffix.contains("ll")) {
      return unsigned || negative ? BasicKind.UNSIGNED_LONG_LONG : BasicKind.LONG_LONG;
    }
    return unsigned || negative ? BasicKind.UNSIGNED_LONG : BasicKind.LONG;
  }

  private Expression.IntegerLiteral invalid(Span span, String text) {
    context.error(
        span,
        "'" + text + "' is not an integer constant",
        "decimal, hexadecimal (0x) and octal (0) numbers up to 64 bits are known");
    return new Expression.IntegerLiteral(span, 0, BasicKind.INT);
  }

  Expression.IntegerLiteral character(Span span, String text) {
    String value = unescape(span, text.substring(1, text.length() - 1));
    if (text.charAt(0) != '\'' || value.length() != 1) {
      context.error(
          span,
          "a character constant has exactly one character",
          "write it as 'c', without L or u");
      return new Expression.IntegerLiteral(span, 0, BasicKind.INT);
    }
    return new Expression.IntegerLiteral(span, (byte) value.charAt(0), BasicKind.INT);
  }

  String string(Span span, String text) {
    int quote = text.indexOf('"');
    return unescape(span, text.substring(quote + 1, text.length() - 1));
  }

  private String unescape(Span span, String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '\\' || i + 1 == text.length()) {
        out.append(c);
        continue;
      }
      char kind = text.charAt(++i);
      if (kind == 'x') {
        int end = digits(text, i + 1, 16, 2);
        out.append((char) number(text, i + 1, end, 16));
        i = end - 1;
      } else if (kind >= '0' && kind <= '7') {
        int end = digits(text, i, 8, 3);
        out.append((char) number(text, i, end, 8));
        i = end - 1;
      } else {
        out.append(simpleEscape(span, kind));
      }
    }
    return out.toString();
  }

  private static int digits(String text, int start, int radix, int most) {
    int end = start;
    while (end < text.length()
        && end < start + most
        && Character.digit(text.charAt(end), radix) >= 0) {
      end++;
    }
    return end;
  }

  private static int number(String text, int start, int end, int radix) {
    return start == end ? 0 : Integer.parseInt(text.substring(start, end), radix);
  }

  private char simpleEscape(Span span, char kind) {
    return switch (kind) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'a' -> '\u0007';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'v' -> '\u000b';
      case 'e' -> '\u001b';
      case '\\', '\'', '"', '?' -> kind;
      default -> {
        context.error(span, "'\\" + kind + "' is not a known escape", "write \\xHH");
        yield kind;
      }
    };
  }
}

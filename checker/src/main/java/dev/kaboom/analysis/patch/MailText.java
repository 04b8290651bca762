package dev.kaboom.analysis.patch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail's text as it was before its transfer encoding (RFC 2045, section 6). */
final class MailText {
  private static final Pattern ENCODING =
      Pattern.compile(
          "^Content-Transfer-Encoding:[ \\t]*(\\S+)[ \\t]*$",
          Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);

  private MailText() {}

  /** The text with lines that end in {@code \n} alone. */
  static String decode(String raw) {
    String text = raw.replace("\r\n", "\n").replace('\r', '\n');
    Matcher encoding = ENCODING.matcher(text);
    int body = text.indexOf("\n\n");
    if (body < 0 || !encoding.find() || encoding.start() > body) {
      return text;
    }
    String head = text.substring(0, body + 2);
    String rest = text.substring(body + 2);
    return switch (encoding.group(1).toLowerCase(Locale.ROOT)) {
      case "quoted-printable" -> head + quotedPrintable(rest);
      case "base64" -> head + base64(rest);
      default -> text;
    };
  }

  private static String base64(String body) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(body.strip());
      return new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IllegalArgumentException e) {
      return body;
    }
  }

  private static String quotedPrintable(String body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length());
    int at = 0;
    while (at < body.length()) {
      int next = at + 1;
      int code = body.charAt(at) == '=' ? escaped(body, at) : -1;
      if (code >= 0) {
        bytes.write(code);
        next = at + 3;
      } else if (body.startsWith("=\n", at)) {
        next = at + 2;
      } else {
        bytes.writeBytes(body.substring(at, next).getBytes(StandardCharsets.UTF_8));
      }
      at = next;
    }
    return bytes.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }

  private static int escaped(String body, int at) {
    if (at + 2 >= body.length()) {
      return -1;
    }
    int high = Character.digit(body.charAt(at + 1), 16);
    int low = Character.digit(body.charAt(at + 2), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}

package dev.kaboom.report;

/** How emphasis is written: as terminal colours, or not at all. */
public enum Palette {
  /** Text alone. */
  PLAIN,
  /** ANSI escape sequences (ECMA-48, SGR). */
  ANSI;

  /** A part of a report that may be set off from the rest. */
  public enum Role {
    GOOD("32"),
    BAD("31;1"),
    UNSURE("33"),
    TITLE("1"),
    HANDLER("35"),
    FAINT("2");

    private final String code;

    Role(String code) {
      this.code = code;
    }
  }

  /** The text, set off as the role wants it. */
  public String paint(Role role, String text) {
    return switch (this) {
      case PLAIN -> text;
      case ANSI -> text.isEmpty() ? text : "\u001b[" + role.code + "m" + text + "\u001b[0m";
    };
  }
}

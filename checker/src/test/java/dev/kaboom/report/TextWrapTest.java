package dev.kaboom.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextWrapTest {
  private static void check(String text, int width, String... expected) {
    assertEquals(List.of(expected), TextWrap.lines(text, width, 2, 3));
  }

  @Test
  void textThatFitsStaysAsItIs() {
    check("x = 1", 5, "x = 1");
  }

  @Test
  void spacesAreTheFirstChoice() {
    check("alpha beta gamma", 11, "alpha beta", "  gamma");
  }

  @Test
  void argumentsAndMembersAreTheSecond() {
    check("WRITE_ONCE(entry->next)", 14, "WRITE_ONCE(", "  entry->next)");
    check("loaded_vmcs->link.next", 14, "loaded_vmcs", "  ->link.next");
  }

  @Test
  void whatCannotBeBrokenIsCutAndWhatIsTooLongEndsInAnEllipsis() {
    check("aaaaaaaaaaaaaaaaaaaa", 6, "aaaaaa", "  aaaa", "  a...");
  }

  @Test
  void commentsStayInOnePiece() {
    check("r0 = x /* 1 -> 2 */", 15, "r0 = x", "  /* 1 -> 2 */");
    check("r0 = mailbox->flag /* 0 */", 12, "r0 = mailbox", "  ->flag", "  /* 0 */");
  }
}

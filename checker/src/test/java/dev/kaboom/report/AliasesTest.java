package dev.kaboom.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kaboom.report.Sample.NodeKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class AliasesTest {
  private static Sample lists() {
    return Sample.model("m")
        .node("per_cpu(list_of_vmcs, 1)", NodeKind.HEAD, "NULL", "NULL")
        .node("per_cpu(list_of_vmcs, 0)", NodeKind.HEAD, "NULL", "NULL")
        .node("per_cpu(another_list, 1)", NodeKind.HEAD, "NULL", "NULL")
        .node("list_of_all_vmcs", NodeKind.HEAD, "NULL", "NULL")
        .node("vmcs_b.link_to_all", NodeKind.ENTRY, "NULL", "NULL")
        .node("vmcs_b.link_to_all2", NodeKind.ENTRY, "NULL", "NULL")
        .node("short", NodeKind.ENTRY, "NULL", "NULL");
  }

  private static void check(String expected, Sample sample, String... texts) {
    Aliases aliases = Aliases.of(sample.model().program(), List.of(texts));
    StringBuilder all = new StringBuilder();
    for (String text : texts) {
      all.append(aliases.in(text)).append('\n');
    }
    aliases.legend().forEach(line -> all.append(line).append('\n'));
    assertEquals(expected, all.toString());
  }

  @Test
  void headsAreNumberedByCpuAndEntriesLetteredByAppearance() {
    check(
        """
        WRITE_ONCE(head1.next, &A)
        B.prev = &head1 /* head0.next */
        where head1 = per_cpu(list_of_vmcs, 1)
              head0 = per_cpu(list_of_vmcs, 0)
              A     = vmcs_b.link_to_all2
              B     = vmcs_b.link_to_all
        """,
        lists(),
        "WRITE_ONCE(per_cpu(list_of_vmcs, 1).next, &vmcs_b.link_to_all2)",
        "vmcs_b.link_to_all.prev = &per_cpu(list_of_vmcs, 1) /* per_cpu(list_of_vmcs, 0).next */");
  }

  @Test
  void listsDoNotShareTheirNumbers() {
    check(
        """
        head1 head_1 head0
        where head1  = per_cpu(list_of_vmcs, 1)
              head_1 = per_cpu(another_list, 1)
              head0  = list_of_all_vmcs
        """,
        lists(),
        "per_cpu(list_of_vmcs, 1) per_cpu(another_list, 1) list_of_all_vmcs");
  }

  @Test
  void wordsOfTheModelAreNoAliases() {
    check(
        """
        head_1 C head2
        where head_1 = per_cpu(list_of_vmcs, 1)
              C      = vmcs_b.link_to_all
              head2  = list_of_all_vmcs
        """,
        lists().cell("A", 0).cell("B.x", 0).cell("head0", 0).cell("head1", 0),
        "per_cpu(list_of_vmcs, 1) vmcs_b.link_to_all list_of_all_vmcs");
  }

  @Test
  void shortNamesAndPartsOfOthersStay() {
    check(
        "short my_list_of_all_vmcs x.list_of_all_vmcs list_of_all_vmcs_2\n",
        lists(),
        "short my_list_of_all_vmcs x.list_of_all_vmcs list_of_all_vmcs_2");
  }
}

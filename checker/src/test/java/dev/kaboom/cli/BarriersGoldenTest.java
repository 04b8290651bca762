package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kaboom.testing.GoldenFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code kaboom barriers -q} says of models that ship is golden. */
class BarriersGoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/dev/kaboom/cli/barriers");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench/sbring.c",
        "kernel/irq_work/irq_work.c --headers",
        "kvm/alloc_vmcs/alloc_vmcs.c -m sc",
        "kvm/hardware_enable/hardware_enable.c",
        "kvm/loaded_vmcs/loaded_vmcs.c -D HANDOVER -D CPU_ACQUIRE",
        "kvm/vcpu_kick/request_core.c --headers",
        "kvm/vcpu_kick/vcpu_kick.c --headers -m tso -c source",
        "kvm/x86_ops/x86_ops.c",
        "list/nmi_golden/nmi_golden.c -m sc",
        "litmus/message-passing-rmw.litmus",
        "litmus/message-passing-wmb-rmb.litmus",
        "litmus/nmi-release.litmus",
        "litmus/release-chain.litmus",
        "litmus/store-buffering-mb.litmus",
        "litmus/three-store-buffering-mb.litmus",
        "litmus/published-pointer.litmus",
        "xen/evtchn/evtchn.c",
      })
  void whatEachOrderingIsNeededForStays(String command) {
    List<String> parts = List.of(command.split(" "));
    List<String> words = new ArrayList<>(List.of("barriers", "../models/" + parts.get(0)));
    words.addAll(parts.subList(1, parts.size()));
    words.addAll(List.of("-q", "--no-cache", "--budget", "900"));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console =
        new Console(
            new PrintWriter(out), new PrintWriter(err), Console.Kind.OTHER, Console.Kind.OTHER);
    Kaboom.run(
        console,
        Wiring.services(),
        Stream.concat(words.stream(), Stream.of("-j", "2")).toArray(String[]::new));
    assertEquals("", err.toString());
    String name = command.replaceAll(".*/([^/]+)", "$1").replaceAll("[ .]+", "-") + ".txt";
    GoldenFile.assertMatches(GOLDEN.resolve(name), out.toString());
  }
}

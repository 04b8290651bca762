package dev.kaboom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How states are kept, and by how many workers, changes no answer: no figure and no trace. */
class StoreAgreementTest {
  @Test
  void onTheListsAndTheirNmis() {
    check("list/nmi_golden");
  }

  @Test
  void onKvmsModels() {
    check("kvm/vcpu_kick", "kvm/alloc_vmcs", "kvm/x86_ops", "kvm/emergency_disable");
  }

  @Test
  void onXensAndTheKernelsModels() {
    check("xen/evtchn", "kernel/irq_work");
  }

  @Test
  void onTheSmallProgramsOfTheBenchmarks() {
    check("bench/fib.c", "bench/casrot.c", "bench/lastzero.c", "bench/ttaslock.c");
  }

  @Test
  void onLitmusTests() {
    check("litmus/store-buffering.litmus", "litmus/message-passing-wmb-only.litmus");
  }

  @Test
  void withTwoWorkers() {
    String[] large = {"-m", "sc", "-c", "source", "-D", "N=6", "../models/bench/fib.c"};
    assertEquals(run(large), run(ImmutableList.of("--workers", "2"), large));
    ImmutableList<String> limit = ImmutableList.of("--max-states", "234567");
    ImmutableList<String> limitOfTwo = ImmutableList.of("--max-states", "234567", "--workers", "2");
    assertEquals(run(limit, large), run(limitOfTwo, large));
  }

  @Test
  void anotherWordIsRefused() {
    assertTrue(run("--store", "none", "x.c").contains("none"));
  }

  private static void check(String... models) {
    for (String model : models) {
      String full = run("-m", "sc,tso", "--store", "full", "../models/" + model);
      String compact = run("-m", "sc,tso", "--store", "compact", "../models/" + model);
      assertTrue(full.contains("\"verdict\""), full);
      assertEquals(full, compact);
    }
  }

  private static String run(List<String> first, String... options) {
    return run(Stream.concat(first.stream(), Stream.of(options)).toArray(String[]::new));
  }

  private static String run(String... options) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console =
        new Console(
            new PrintWriter(out),
            new PrintWriter(err),
            Console.Kind.OTHER,
            Console.Kind.OTHER,
            Console.Log.PLAIN);
    List<String> words =
        Stream.concat(
                Stream.of("check", "--engine", "states", "--format", "json"), Stream.of(options))
            .toList();
    Kaboom.run(console, Wiring.services(), words.toArray(String[]::new));
    return (out + "" + err).replaceAll("\"seconds\":[0-9.E-]+|\"key\":\"[0-9a-f]+\"", "");
  }
}

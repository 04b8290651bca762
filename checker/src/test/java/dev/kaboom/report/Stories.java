package dev.kaboom.report;

import dev.kaboom.program.ContextKind;
import dev.kaboom.report.Sample.NodeKind;
import dev.kaboom.verdict.Step;
import dev.kaboom.verdict.Step.Effect;

/** Executions that reports and causes are tried on. */
public final class Stories {
  private Stories() {}

  /** An NMI between list_del() and VMCLEAR: the VMCS is not on the list, but still cached. */
  public static Sample vmclear() {
    return Sample.model("vmclear")
        .node("loaded_vmcss_on_cpu", NodeKind.HEAD, "loaded_vmcss_on_cpu", "loaded_vmcss_on_cpu")
        .node("vmcs_a.link", NodeKind.ENTRY, "loaded_vmcss_on_cpu", "loaded_vmcss_on_cpu")
        .cell("vmcs_a.cached", 1)
        .cell("vmxoff", 0)
        .context("cpu0", "CPU(0)", ContextKind.PROCESS, 0)
        .context("nmi0", "NMI(0)", ContextKind.NMI, 0)
        .step("cpu0", 0, 0, "__loaded_vmcs_clear:21", "r0 = vmcs_a.cpu /* 0 */")
        .step("cpu0", 0, 0, "__list_del:106", "next->prev = &loaded_vmcss_on_cpu")
        .source("next->prev = prev;")
        .step("cpu0", 0, 0, "__list_del:107", "WRITE_ONCE(prev->next, &loaded_vmcss_on_cpu)")
        .source("WRITE_ONCE(prev->next, next);")
        .effect(Effect.Kind.WRITE, "loaded_vmcss_on_cpu.next", 0)
        .step("nmi0", Step.Kind.ENTER, 1, 1, "", "NMI(0)")
        .step("cpu0", 1, 1, "crash_vmclear_local_loaded_vmcss:40", "r1 = head.next /* &head */")
        .step("cpu0", 1, 1, "NMI(0):61", "vmxoff = 1")
        .effect(Effect.Kind.WRITE, "vmxoff", 1)
        .step("cpu0", 1, 1, "NMI(0):62", "halt()");
  }

  /** Store buffering under tso. */
  public static Sample storeBuffering() {
    return Sample.litmus("SB")
        .cell("x", 0)
        .cell("y", 0)
        .context("cpu0", "P0", ContextKind.PROCESS, 0)
        .context("cpu1", "P1", ContextKind.PROCESS, 1)
        .step("cpu0", 0, 0, "P0:7", "WRITE_ONCE(x, 1)")
        .effect(Effect.Kind.BUFFER, "x", 1)
        .step("cpu0", 0, 0, "P0:8", "r0 = READ_ONCE(y) /* 0 */")
        .effect(Effect.Kind.READ, "y", 0)
        .step("cpu1", 1, 0, "P1:13", "WRITE_ONCE(y, 1)")
        .effect(Effect.Kind.BUFFER, "y", 1)
        .step("cpu1", 1, 0, "P1:14", "r0 = READ_ONCE(x) /* 0 */")
        .effect(Effect.Kind.READ, "x", 0)
        .step("flush0", Step.Kind.FLUSH, 0, 0, "", "x = 1")
        .effect(Effect.Kind.WRITE, "x", 1)
        .step("flush1", Step.Kind.FLUSH, 1, 0, "", "y = 1")
        .effect(Effect.Kind.WRITE, "y", 1);
  }

  /** Two increments of which one is lost, with an interrupt that returns. */
  public static Sample lostUpdate() {
    return Sample.model("counter")
        .cell("count", 0)
        .cell("jiffies", 0)
        .context("cpu0", "CPU(0)", ContextKind.PROCESS, 0)
        .context("cpu1", "CPU(1)", ContextKind.PROCESS, 1)
        .context("irq0", "IRQ(0)", ContextKind.IRQ, 0)
        .step("cpu0", 0, 0, "increment:5", "r0 = count /* 0 */")
        .source("r0 = count;")
        .effect(Effect.Kind.READ, "count", 0)
        .step("cpu1", 1, 0, "increment:5", "r0 = count /* 0 */")
        .source("r0 = count;")
        .effect(Effect.Kind.READ, "count", 0)
        .step("cpu1", 1, 0, "increment:6", "count = 1")
        .source("count = r0 + 1;")
        .effect(Effect.Kind.WRITE, "count", 1)
        .step("cpu0", 0, 0, "increment:6", "count = 1")
        .source("count = r0 + 1;")
        .effect(Effect.Kind.WRITE, "count", 1);
  }

  /** The same, with an IRQ on CPU 0 that comes and goes. */
  public static Sample tick() {
    return Sample.model("tick")
        .cell("count", 0)
        .context("cpu0", "CPU(0)", ContextKind.PROCESS, 0)
        .context("irq0", "IRQ(0)", ContextKind.IRQ, 0)
        .step("cpu0", 0, 0, "CPU(0):5", "r0 = count /* 0 */")
        .effect(Effect.Kind.READ, "count", 0)
        .step("irq0", Step.Kind.ENTER, 1, 1, "", "IRQ(0)")
        .step("cpu0", 1, 1, "tick:9", "count = 1")
        .effect(Effect.Kind.WRITE, "count", 1)
        .step("cpu0", 0, 0, "CPU(0):6", "count = 1")
        .effect(Effect.Kind.WRITE, "count", 1);
  }

  /** A message that passes through {@code cpus} CPUs, in words that need more than one line. */
  public static Sample relay(int cpus) {
    Sample sample = Sample.model("relay").cell("flag", 0);
    for (int cpu = 0; cpu < cpus; cpu++) {
      sample.context("cpu" + cpu, "CPU(" + cpu + ")", ContextKind.PROCESS, cpu);
    }
    for (int cpu = 0; cpu < cpus; cpu++) {
      sample
          .step(
              "cpu" + cpu,
              cpu,
              0,
              "pass_on:1" + cpu,
              "r0 = READ_ONCE(mailbox->flag) /* " + cpu + " */")
          .step("cpu" + cpu, cpu, 0, "pass_on:20", "smp_store_release(&mailbox->flag, r0 + 1)")
          .effect(Effect.Kind.WRITE, "flag", cpu + 1);
    }
    return sample;
  }
}

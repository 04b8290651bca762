package dev.kaboom.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.kaboom.explore.SearchOptions.Reduction;
import dev.kaboom.program.Compiler;
import dev.kaboom.program.Machine;
import java.util.Locale;

/**
 * One search to measure.
 *
 * @param name short, without blanks
 * @param file relative to the folder of the models
 * @param defines preprocessor definitions that make the variant
 */
record Case(
    String name,
    String file,
    ImmutableMap<String, String> defines,
    Machine machine,
    Compiler compiler,
    Reduction reduction) {
  private static final String LOADED_VMCS = "kvm/loaded_vmcs/loaded_vmcs.c";
  private static final String NMI_HANDLERS = "list/nmi_handlers/nmi_handlers.c";
  private static final ImmutableMap<String, String> RCU_LIST = ImmutableMap.of("RCU_LIST", "1");

  /** All searches, in the order of the table. */
  static ImmutableList<Case> all() {
    return ImmutableList.of(
        vmcs("patched", ImmutableMap.of(), Machine.SC, Compiler.SOURCE),
        vmcs("patched", ImmutableMap.of(), Machine.TSO, Compiler.SOURCE),
        vmcs("rcu_list", RCU_LIST, Machine.SC, Compiler.SOURCE),
        vmcs("rcu_list", RCU_LIST, Machine.TSO, Compiler.SOURCE),
        vmcs("rcu_list", RCU_LIST, Machine.SC, Compiler.CPPO),
        vmcs("patched", ImmutableMap.of(), Machine.SC, Compiler.SOURCE).unreduced(),
        vmcs("patched", ImmutableMap.of(), Machine.TSO, Compiler.SOURCE).unreduced(),
        nmis(2, 2, 1, Machine.SC, Compiler.SOURCE),
        nmis(2, 2, 1, Machine.TSO, Compiler.SOURCE),
        nmis(2, 2, 1, Machine.SC, Compiler.CPPO),
        nmis(2, 2, 2, Machine.SC, Compiler.SOURCE),
        nmis(3, 1, 1, Machine.SC, Compiler.SOURCE),
        nmis(2, 2, 2, Machine.TSO, Compiler.SOURCE),
        nmis(3, 1, 1, Machine.TSO, Compiler.SOURCE),
        bench("fib", 5, Machine.SC),
        bench("fib", 5, Machine.TSO),
        bench("fib", 6, Machine.SC),
        bench("lastzero", 8, Machine.SC),
        bench("lastzero", 8, Machine.TSO),
        bench("casrot", 11, Machine.SC),
        bench("ticketlock", 6, Machine.SC),
        bench("ticketlock", 6, Machine.TSO),
        bench("ttaslock", 5, Machine.SC),
        bench("sbring", 10, Machine.SC),
        bench("sbring", 10, Machine.TSO));
  }

  private static Case vmcs(
      String variant, ImmutableMap<String, String> defines, Machine machine, Compiler compiler) {
    String name = "loaded_vmcs/" + variant;
    return new Case(name, LOADED_VMCS, defines, machine, compiler, Reduction.PARTIAL_ORDER);
  }

  private static Case nmis(int cpus, int entries, int nmis, Machine machine, Compiler compiler) {
    String name = String.format(Locale.ROOT, "nmi_handlers/%d.%d.%d", cpus, entries, nmis);
    ImmutableMap<String, String> defines =
        ImmutableMap.of("CPUS", "" + cpus, "ENTRIES", "" + entries, "NMIS", "" + nmis);
    return new Case(name, NMI_HANDLERS, defines, machine, compiler, Reduction.PARTIAL_ORDER);
  }

  private static Case bench(String program, int size, Machine machine) {
    String file = "bench/" + program + ".c";
    ImmutableMap<String, String> defines = ImmutableMap.of("N", "" + size);
    return new Case(
        program + "/" + size, file, defines, machine, Compiler.SOURCE, Reduction.PARTIAL_ORDER);
  }

  private Case unreduced() {
    return new Case(name, file, defines, machine, compiler, Reduction.NONE);
  }

  /** The name by which the command line chooses cases. */
  String title() {
    String orders = machine.label() + "/" + compiler.label();
    return name + "/" + orders + "/" + reductionLabel();
  }

  /** Whether partial-order reduction is on, as the table says it. */
  String reductionLabel() {
    return switch (reduction) {
      case PARTIAL_ORDER -> "por";
      case NONE -> "full";
    };
  }
}

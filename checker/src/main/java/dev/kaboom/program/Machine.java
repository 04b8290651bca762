package dev.kaboom.program;

import java.util.Locale;

/** The memory model of the hardware: what other CPUs may see, and in which order. */
public enum Machine {
  /** Sequential consistency (Lamport 1979): one total order of all accesses. */
  SC,
  /** x86-TSO (Owens, Sarkar, Sewell 2009): a FIFO store buffer for each CPU. */
  TSO,
  /** The Linux-kernel memory model of Linux 6.15 and later. */
  LKMM,
  /** The Linux-kernel memory model as Linux 6.1 had it. */
  LKMM_6_1,
  /**
   * Java's access modes (Bender and Palsberg, "A formalization of Java's concurrent access modes",
   * OOPSLA 2019), with the kernel's primitives as {@link JavaModes} writes them in Java.
   */
  JVM;

  /** The name on the command line and in reports: {@code sc}, {@code tso}, {@code lkmm-6.1} … */
  public String label() {
    return this == LKMM_6_1 ? "lkmm-6.1" : name().toLowerCase(Locale.ROOT);
  }
}

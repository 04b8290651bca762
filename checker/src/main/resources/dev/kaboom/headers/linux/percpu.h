/*
 * Stands for include/linux/percpu.h and include/linux/percpu-defs.h of Linux 6.x.
 * A variable with __percpu has one copy for each CPU. per_cpu(v, cpu) names one of them; it and
 * per_cpu_ptr(), this_cpu_ptr(), raw_cpu_ptr(), this_cpu_read(), this_cpu_write() and the other
 * this_cpu operations are primitives of the checker. One this_cpu operation is one step, as it is
 * one instruction on x86.
 * Left out: allocation at run time, sections.
 */
#ifndef _LINUX_PERCPU_H
#define _LINUX_PERCPU_H

#include <linux/smp.h>
#include <linux/types.h>

#define DEFINE_PER_CPU(type, name) __percpu __typeof__(type) name
#define DECLARE_PER_CPU(type, name) extern __percpu __typeof__(type) name
#define DEFINE_PER_CPU_ALIGNED(type, name) DEFINE_PER_CPU(type, name)
#define DEFINE_PER_CPU_SHARED_ALIGNED(type, name) DEFINE_PER_CPU(type, name)
#define DEFINE_PER_CPU_READ_MOSTLY(type, name) DEFINE_PER_CPU(type, name)

#define EXPORT_PER_CPU_SYMBOL(name)
#define EXPORT_PER_CPU_SYMBOL_GPL(name)

#define get_cpu_var(var) (*({ preempt_disable(); this_cpu_ptr(&(var)); }))
#define put_cpu_var(var) preempt_enable()

#endif

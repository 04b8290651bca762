/*
 * Stands for include/linux/smp.h of Linux 6.x.
 * smp_processor_id() and smp_call_function_single(cpu, func, info, wait) are primitives of the
 * checker. The latter runs func(info) as an IPI on that CPU, and with interrupts masked right
 * here when that CPU is the caller's own (kernel/smp.c).
 * Left out: the other ways to call functions on CPUs; CPUs that come and go.
 */
#ifndef _LINUX_SMP_H
#define _LINUX_SMP_H

#include <linux/irqflags.h>
#include <linux/types.h>

typedef void (*smp_call_func_t)(void *info);

#define raw_smp_processor_id() smp_processor_id()
#define __smp_processor_id() smp_processor_id()
#define get_cpu() ({ preempt_disable(); smp_processor_id(); })
#define put_cpu() preempt_enable()

#endif

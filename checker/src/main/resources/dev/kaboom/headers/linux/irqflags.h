/*
 * Stands for include/linux/irqflags.h of Linux 6.x.
 * local_irq_disable(), local_irq_enable(), local_irq_save(flags) and local_irq_restore(flags) are
 * primitives of the checker: they mask the IRQs and IPIs of this CPU, never its NMIs.
 * preempt_disable() and preempt_enable(), of include/linux/preempt.h, are what the kernel has
 * without CONFIG_PREEMPT_COUNT, barrier(): there is one process context for each CPU.
 * Left out: tracing; irqs_disabled().
 */
#ifndef _LINUX_IRQFLAGS_H
#define _LINUX_IRQFLAGS_H

#define raw_local_irq_disable() local_irq_disable()
#define raw_local_irq_enable() local_irq_enable()
#define raw_local_irq_save(flags) local_irq_save(flags)
#define raw_local_irq_restore(flags) local_irq_restore(flags)

#define preempt_disable() barrier()
#define preempt_enable() barrier()
#define preempt_enable_no_resched() barrier()

#endif

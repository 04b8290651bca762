/*
 * The surroundings of irq_work_claim(): include/linux/irq_work.h, and what queues and runs a work
 * in kernel/irq_work.c of Linux 5.5, statement by statement, without works that are lazy.
 */
#ifndef IRQ_WORK_H
#define IRQ_WORK_H

#include <linux/atomic.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/llist.h>
#include <linux/percpu.h>
#include <linux/smp.h>

#define cpu_relax() barrier()

#ifdef RELAXED
#define atomic_fetch_or atomic_fetch_or_relaxed
#endif
#ifdef RELEASE
#define atomic_fetch_or atomic_fetch_or_release
#endif

#define IRQ_WORK_PENDING 1
#define IRQ_WORK_BUSY 2
#define IRQ_WORK_CLAIMED (IRQ_WORK_PENDING | IRQ_WORK_BUSY)

struct irq_work {
	atomic_t flags;
	struct llist_node llnode;
	void (*func)(struct irq_work *);
};

static DEFINE_PER_CPU(struct llist_head, raised_list);

#define raise_irq_work(cpu) smp_call_function_single(cpu, irq_work_run, NULL, 0)

static bool irq_work_claim(struct irq_work *work);

#define llist_for_each_entry_safe(pos, n, node, member) \
	for ((pos) = llist_entry((node), typeof(*(pos)), member); \
	     member_address_is_nonnull(pos, member) \
	     && ((n) = llist_entry((pos)->member.next, typeof(*(n)), member), true); \
	     (pos) = (n))

static void irq_work_run_list(struct llist_head *list)
{
	struct irq_work *work, *tmp;
	struct llist_node *llnode;
	int flags;

	if (llist_empty(list))
		return;

	llnode = llist_del_all(list);
	llist_for_each_entry_safe(work, tmp, llnode, llnode) {
		/*
		 * From here on the work can be claimed again: who does so does not rely on us any
		 * more.
		 */
		flags = atomic_read(&work->flags) & ~IRQ_WORK_PENDING;
		atomic_xchg(&work->flags, flags);

		work->func(work);

		/* Free, if nobody has claimed it meanwhile. */
		(void)atomic_cmpxchg(&work->flags, flags, flags & ~IRQ_WORK_BUSY);
	}
}

/* What the IPI does. */
static void irq_work_run(void *unused)
{
	irq_work_run_list(this_cpu_ptr(&raised_list));
}

bool irq_work_queue_on(struct irq_work *work, int cpu)
{
	/* Who finds it pending relies on the run that is to come. */
	if (!irq_work_claim(work))
		return false;

	preempt_disable();
	if (llist_add(&work->llnode, &per_cpu(raised_list, cpu)))
		raise_irq_work(cpu);
	preempt_enable();

	return true;
}

#endif

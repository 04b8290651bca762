/*
 * irq_work_claim() before "irq_work: Fix irq_work_claim() memory ordering": a cmpxchg that fails.
 * claim-is-ordered.patch makes irq_work.c of it.
 */
#include "irq_work.h"

/* kernel/irq_work.c, statement by statement. */
static bool irq_work_claim(struct irq_work *work)
{
	int flags, oflags, nflags;

	/*
	 * A guess; only what atomic_cmpxchg() finds is trusted.
	 */
	flags = atomic_read(&work->flags) & ~IRQ_WORK_PENDING;
	for (;;) {
		nflags = flags | IRQ_WORK_CLAIMED;
		oflags = atomic_cmpxchg(&work->flags, flags, nflags);
		if (oflags == flags)
			break;
		if (oflags & IRQ_WORK_PENDING)
			return false;
		flags = oflags;
		cpu_relax();
	}

	return true;
}

#include "scenario.h"

/*
 * irq_work_claim() after 25269871db1a ("irq_work: Fix irq_work_claim() memory ordering", Frederic
 * Weisbecker, November 2019, in Linux 5.5).
 */
#include "irq_work.h"

/* kernel/irq_work.c, statement by statement. */
static bool irq_work_claim(struct irq_work *work)
{
	int oflags;

	oflags = atomic_fetch_or(IRQ_WORK_CLAIMED, &work->flags);
	/*
	 * If the work is pending, it is not raised again: the atomic_xchg() in irq_work_run_list() is
	 * what makes it see all that was done before.
	 */
	if (oflags & IRQ_WORK_PENDING)
		return false;
	return true;
}

#include "scenario.h"

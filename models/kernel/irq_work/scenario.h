/*
 * CPU 1 makes an update and queues the work on CPU 0, twice; the work looks at the update.
 *
 * NO_IPI: without interrupts, for execution graphs. The work is pending from the start, CPU 0 runs
 * its list once, CPU 1 makes one update and claims the work: it would raise it if it could.
 */
static int update;
static int seen;

/* Whether a work that was already pending has been relied on. */
static bool relied;

static void work_func(struct irq_work *work)
{
	WRITE_ONCE(seen, READ_ONCE(update));
}

#ifdef NO_IPI

static struct irq_work work = { .flags = ATOMIC_INIT(IRQ_WORK_CLAIMED), .func = work_func };

INIT { llist_add(&work.llnode, &per_cpu(raised_list, 0)); }

CPU(0) { irq_work_run(NULL); }

CPU(1) {
	WRITE_ONCE(update, 1);
	if (!irq_work_claim(&work))
		WRITE_ONCE(relied, true);
}

FINALLY("a work that was pending sees the update", !relied || seen == 1);

#else

static struct irq_work work = { .flags = ATOMIC_INIT(0), .func = work_func };

CPU(1) {
	WRITE_ONCE(update, 1);
	irq_work_queue_on(&work, 0);
	WRITE_ONCE(update, 2);
	if (!irq_work_queue_on(&work, 0))
		WRITE_ONCE(relied, true);
}

FINALLY("the work has seen the last update", seen == 2);
FINALLY("the work is free in the end", work.flags.counter == 0);
EXISTS("the second update finds the work pending", relied && seen == 0);
EXISTS("the work has run for the first update alone", seen == 1);
EXISTS("the work is claimed while it runs", work.flags.counter == IRQ_WORK_CLAIMED && seen == 1);

#endif

/*
 * CPU 0 writes a record, and an NMI on it writes one. CPU 1 looks at data_head twice, and at the
 * oldest record: it has not consumed any. NMIS: how many NMIs there may be, 1 if not defined.
 * NO_NMI: CPU 0 writes two records, and what needs states is not asked.
 */
#ifndef NMIS
#define NMIS 1
#endif

static struct perf_event_mmap_page user_page;
static struct ring_buffer rb = { .user_page = &user_page };

/* What CPU 1 saw. */
static unsigned long first_head, second_head;
static bool looked;

/* perf_output_begin(), one record, perf_output_end(). */
static void perf_event_output(int record)
{
	struct perf_output_handle handle = { .rb = &rb };
	unsigned long offset, head;

	perf_output_get_handle(&handle);
	do {
		offset = head = local_read(&rb.head);
		head += 1;
	} while (local_cmpxchg(&rb.head, offset, head) != offset);

	rb.data[offset] = record;

	perf_output_put_handle(&handle);
}

CPU(0) {
	perf_event_output(1);
#ifdef NO_NMI
	perf_event_output(2);
#endif
}

#ifndef NO_NMI
NMI(0, NMIS) { perf_event_output(2); }
#endif

CPU(1) {
	unsigned long first, second;

	first = READ_ONCE(user_page.data_head);
	second = READ_ONCE(user_page.data_head);
	if (second > 0) {
#ifndef NO_RMB
		smp_rmb(); /* C */
#endif
		assert(rb.data[0] != 0);
	}
	WRITE_ONCE(first_head, first);
	WRITE_ONCE(second_head, second);
	WRITE_ONCE(looked, true);
}

FINALLY("data_head does not go backwards", second_head >= first_head);

FINALLY("every record is published in the end", user_page.data_head == rb.head.a.counter);

#ifndef NO_NMI
EXISTS("data_head moves while the consumer looks",
       looked && second_head > first_head && first_head > 0);
EXISTS("an NMI writes in the middle of a write", rb.nest.a.counter == 2);
EXISTS("the head is ahead of what was published, and nobody is writing",
       rb.nest.a.counter == 0 && user_page.data_head < rb.head.a.counter);
#endif

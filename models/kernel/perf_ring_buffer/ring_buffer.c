/*
 * The perf ring buffer of Linux 5.2, after "Fix exposing a temporarily decreased data_head" (Yabin
 * Cui) and "Add ordering to rb->nest increment" (Peter Zijlstra), both of May 2019.
 */
#include "ring_buffer.h"

/* kernel/events/ring_buffer.c, statement by statement. */

static void perf_output_get_handle(struct perf_output_handle *handle)
{
	struct ring_buffer *rb = handle->rb;

	preempt_disable();
	local_inc(&rb->nest);
}

static void perf_output_put_handle(struct perf_output_handle *handle)
{
	struct ring_buffer *rb = handle->rb;
	unsigned long head;

again:
#ifndef NO_INCREMENT_BARRIER
	/* The head is read after ->nest was incremented: else an NMI in between publishes another. */
	barrier();
#endif
	head = local_read(&rb->head);

	/* An IRQ or NMI here can advance the head. */

	/* Who is not the outermost does not publish. */
	if (local_read(&rb->nest) > 1) {
		local_dec(&rb->nest);
		goto out;
	}

	/* The records before the head: B, pairs with C in the consumer. */
#ifndef NO_WMB
	smp_wmb();
#endif
#ifdef ONCE
	WRITE_ONCE(rb->user_page->data_head, head);
#else
	rb->user_page->data_head = head;
#endif

	/* Published before ->nest is decremented: else an NMI publishes first, and more. */
#ifndef NO_PUBLISH_BARRIER
	barrier();
#endif
	local_set(&rb->nest, 0);

	/* ->nest is decremented before the head is read again: else the last update is missed. */
#ifndef NO_RECHECK_BARRIER
	barrier();
#endif
	if (unlikely(head != local_read(&rb->head))) {
		local_inc(&rb->nest);
		goto again;
	}

out:
	preempt_enable();
}

#include "scenario.h"

/*
 * The perf ring buffer of Linux 5.1: the nest count is decremented before the head is published.
 * publish-before-decrement.patch makes ring_buffer.c of it.
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
	head = local_read(&rb->head);

	/* An IRQ or NMI here can advance the head. */
	if (!local_dec_and_test(&rb->nest))
		goto out;

	/* The records before the head: B, pairs with C in the consumer. */
	smp_wmb();
	rb->user_page->data_head = head;

	/* The head may have been advanced before it was published. */
	if (unlikely(head != local_read(&rb->head))) {
		local_inc(&rb->nest);
		goto again;
	}

out:
	preempt_enable();
}

#include "scenario.h"

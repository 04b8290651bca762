/*
 * The surroundings of the functions under test: include/asm-generic/local.h, and the perf ring
 * buffer of kernel/events/internal.h with the members that matter.
 */
#ifndef RING_BUFFER_H
#define RING_BUFFER_H

#include <linux/atomic.h>
#include <linux/compiler.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>

typedef struct {
	atomic_long_t a;
} local_t;

/* As in asm-generic; PLAIN_LOCAL makes ordinary variables of what is not read back. */
#define local_read(l) atomic_long_read(&(l)->a)
#define local_dec_and_test(l) atomic_long_dec_and_test(&(l)->a)
#define local_cmpxchg(l, o, n) atomic_long_cmpxchg(&(l)->a, (o), (n))

#ifdef PLAIN_LOCAL
#define local_set(l, i) ((l)->a.counter = (i))
#define local_inc(l) ((l)->a.counter++)
#define local_dec(l) ((l)->a.counter--)
#else
#define local_set(l, i) atomic_long_set(&(l)->a, (i))
#define local_inc(l) atomic_long_inc(&(l)->a)
#define local_dec(l) atomic_long_dec(&(l)->a)
#endif

#define RECORDS 3

struct perf_event_mmap_page {
	unsigned long data_head;
};

struct ring_buffer {
	local_t head;
	local_t nest;
	struct perf_event_mmap_page *user_page;
	int data[RECORDS];
};

struct perf_output_handle {
	struct ring_buffer *rb;
};

#endif

/* N threads take a test-and-test-and-set lock once each. */
#include <assert.h>
#include <stdatomic.h>

#ifndef N
#define N 3
#endif
#define THREADS N

static atomic_int state, shared;

static void thread(int i)
{
	do {
		while (atomic_load_explicit(&state, memory_order_relaxed) != 0)
			;
	} while (atomic_exchange(&state, 1) != 0);
	atomic_store_explicit(&shared, i, memory_order_relaxed);
	assert(atomic_load_explicit(&shared, memory_order_relaxed) == i);
	atomic_store_explicit(&state, 0, memory_order_release);
}

static int holds(void)
{
	return atomic_load_explicit(&state, memory_order_relaxed) == 0;
}

#include "threads.h"

/* N threads take a ticket lock once each. */
#include <assert.h>
#include <stdatomic.h>

#ifndef N
#define N 3
#endif
#define THREADS N

static atomic_int next, owner, shared;

static void thread(int i)
{
	int ticket = atomic_fetch_add(&next, 1);

	while (atomic_load_explicit(&owner, memory_order_acquire) != ticket)
		;
	atomic_store_explicit(&shared, i, memory_order_relaxed);
	assert(atomic_load_explicit(&shared, memory_order_relaxed) == i);
	atomic_store_explicit(&owner, ticket + 1, memory_order_release);
}

static int holds(void)
{
	return atomic_load_explicit(&owner, memory_order_relaxed) == N &&
	       atomic_load_explicit(&next, memory_order_relaxed) == N;
}

#include "threads.h"

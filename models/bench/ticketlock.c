/* N threads take a ticket lock once each. */
#include <linux/atomic.h>

#ifndef N
#define N 3
#endif
#define THREADS N

static atomic_t next;
static int owner, shared;

static void thread(int i)
{
	int ticket = atomic_fetch_add(1, &next);

	while (smp_load_acquire(&owner) != ticket)
		cpu_relax();
	WRITE_ONCE(shared, i);
	assert(READ_ONCE(shared) == i);
	smp_store_release(&owner, ticket + 1);
}

FINALLY("every ticket was called", owner == N && atomic_read(&next) == N);
EXISTS("everybody has had the lock", owner == N);

#include "threads.h"

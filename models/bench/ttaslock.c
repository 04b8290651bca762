/* N threads take a test-and-test-and-set lock once each. */
#include <linux/atomic.h>

#ifndef N
#define N 3
#endif
#define THREADS N

static int state, shared;

static void thread(int i)
{
	do {
		while (READ_ONCE(state) != 0)
			cpu_relax();
	} while (xchg(&state, 1) != 0);
	WRITE_ONCE(shared, i);
	assert(READ_ONCE(shared) == i);
	smp_store_release(&state, 0);
}

FINALLY("the lock is free", state == 0);
EXISTS("the last thread can come last", shared == N - 1);

#include "threads.h"

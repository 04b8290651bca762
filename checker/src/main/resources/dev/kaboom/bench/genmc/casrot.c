/* Thread i replaces i - 1 by i, if it finds that. */
#include <stdatomic.h>

#ifndef N
#define N 5
#endif
#define THREADS N

static atomic_int x;

static void thread(int i)
{
	int old = i;

	atomic_compare_exchange_strong(&x, &old, i + 1);
}

static int holds(void)
{
	return atomic_load_explicit(&x, memory_order_relaxed) >= 1 &&
	       atomic_load_explicit(&x, memory_order_relaxed) <= N;
}

#include "threads.h"

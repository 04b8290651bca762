/* N threads in a ring: each stores to its own word and reads its neighbour's. */
#include <stdatomic.h>

#ifndef N
#define N 4
#endif
#define THREADS N

static atomic_int x[N];

static void thread(int i)
{
	atomic_store_explicit(&x[i], 1, memory_order_relaxed);
	atomic_load_explicit(&x[(i + 1) % N], memory_order_relaxed);
}

static int holds(void)
{
	return atomic_load_explicit(&x[0], memory_order_relaxed) == 1;
}

#include "threads.h"

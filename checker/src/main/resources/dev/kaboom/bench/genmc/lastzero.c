/* N writers that each count on from their left neighbour's word; a reader looks for the last zero. */
#include <stdatomic.h>

#ifndef N
#define N 3
#endif
#define THREADS (N + 1)

static atomic_int a[N + 1];

static void thread(int j)
{
	int i = N;

	if (j == 0) {
		while (atomic_load_explicit(&a[i], memory_order_relaxed) != 0)
			i--;
	} else {
		i = atomic_load_explicit(&a[j - 1], memory_order_relaxed);
		atomic_store_explicit(&a[j], i + 1, memory_order_relaxed);
	}
}

static int holds(void)
{
	return atomic_load_explicit(&a[0], memory_order_relaxed) == 0;
}

#include "threads.h"

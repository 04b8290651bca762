/* One store, and N threads that read the word once. */
#include <stdatomic.h>

#ifndef N
#define N 3
#endif
#define THREADS (N + 1)

static atomic_int x;

static void thread(int i)
{
	if (i == 0)
		atomic_store_explicit(&x, 1, memory_order_relaxed);
	else
		atomic_load_explicit(&x, memory_order_relaxed);
}

static int holds(void)
{
	return atomic_load_explicit(&x, memory_order_relaxed) == 1;
}

#include "threads.h"

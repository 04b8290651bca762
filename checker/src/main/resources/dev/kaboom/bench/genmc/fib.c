/*
 * Two threads add up Fibonacci numbers from each other's; a third checks that none is larger than
 * the sequence can be.
 */
#include <assert.h>
#include <stdatomic.h>

#ifndef N
#define N 3
#endif
#define THREADS 3

/* The Fibonacci number of 2 N + 2. */
#if N == 3
#define BOUND 21
#elif N == 4
#define BOUND 55
#elif N == 5
#define BOUND 144
#elif N == 6
#define BOUND 377
#endif

static atomic_int x = 1, y = 1;

static void thread(int i)
{
	int n, sum;

	if (i == 2) {
		assert(atomic_load_explicit(&x, memory_order_relaxed) <= BOUND &&
		       atomic_load_explicit(&y, memory_order_relaxed) <= BOUND);
		return;
	}
	for (n = 0; n < N; n++) {
		sum = atomic_load_explicit(&x, memory_order_relaxed);
		sum += atomic_load_explicit(&y, memory_order_relaxed);
		if (i == 0)
			atomic_store_explicit(&x, sum, memory_order_relaxed);
		else
			atomic_store_explicit(&y, sum, memory_order_relaxed);
	}
}

static int holds(void)
{
	return atomic_load_explicit(&x, memory_order_relaxed) > N &&
	       atomic_load_explicit(&y, memory_order_relaxed) > N;
}

#include "threads.h"

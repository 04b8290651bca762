/*
 * Two threads add up Fibonacci numbers from each other's; a third checks that none is larger than
 * the sequence can be (SV-COMP's fib_bench).
 */
#include <linux/compiler.h>

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

static int x = 1, y = 1;

static void thread(int i)
{
	int n;

	if (i == 2) {
		assert(READ_ONCE(x) <= BOUND && READ_ONCE(y) <= BOUND);
		return;
	}
	for (n = 0; n < N; n++) {
		if (i == 0)
			WRITE_ONCE(x, READ_ONCE(x) + READ_ONCE(y));
		else
			WRITE_ONCE(y, READ_ONCE(x) + READ_ONCE(y));
	}
}

FINALLY("the numbers have grown", x > N && y > N);
EXISTS("the largest number is reached", x == BOUND || y == BOUND);

#include "threads.h"

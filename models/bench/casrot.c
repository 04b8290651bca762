/* Thread i replaces i - 1 by i, if it finds that. */
#include <linux/atomic.h>

#ifndef N
#define N 5
#endif
#define THREADS N

static int x;

static void thread(int i)
{
	cmpxchg(&x, i, i + 1);
}

FINALLY("nobody goes beyond the last", x >= 1 && x <= N);
EXISTS("the last thread can come last", x == N);

#include "threads.h"

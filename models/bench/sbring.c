/* N threads in a ring: each stores to its own word and reads its neighbour's. */
#include <linux/compiler.h>

#ifndef N
#define N 4
#endif
#define THREADS N

static int x[N];

static void thread(int i)
{
	WRITE_ONCE(x[i], 1);
	READ_ONCE(x[(i + 1) % N]);
}

FINALLY("the first store arrives", x[0] == 1);
EXISTS("the last store arrives", x[N - 1] == 1);

#include "threads.h"

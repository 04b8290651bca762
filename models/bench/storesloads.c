/* N stores by one thread against N loads by another, all of one word. */
#include <linux/compiler.h>

#ifndef N
#define N 3
#endif
#define THREADS 2

static int x;

static void thread(int i)
{
	for (int n = 1; n <= N; n++) {
		if (i == 0)
			WRITE_ONCE(x, n);
		else
			READ_ONCE(x);
	}
}

FINALLY("the last store stays", x == N);
EXISTS("the last store arrives", x == N);

#include "threads.h"

/* One store, and N threads that read the word once. */
#include <linux/compiler.h>

#ifndef N
#define N 12
#endif
#define THREADS (N + 1)

static int x;

static void thread(int i)
{
	if (i == 0)
		WRITE_ONCE(x, 1);
	else
		READ_ONCE(x);
}

FINALLY("the store arrives", x == 1);

#include "threads.h"

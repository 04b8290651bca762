/* One store, and N threads that read the word once. */
#include <linux/compiler.h>

#ifndef N
#define N 3
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

FINALLY("nobody else writes", x == 1);
EXISTS("the store arrives", x == 1);

#include "threads.h"

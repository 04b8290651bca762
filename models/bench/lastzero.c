/* N writers that each count on from their left neighbour's word; a reader looks for the last zero. */
#include <linux/compiler.h>

#ifndef N
#define N 3
#endif
#define THREADS (N + 1)

static int a[N + 1];

static void thread(int j)
{
	int i = N;

	if (j == 0) {
		while (READ_ONCE(a[i]) != 0)
			i--;
	} else {
		WRITE_ONCE(a[j], READ_ONCE(a[j - 1]) + 1);
	}
}

FINALLY("the first word stays zero", a[0] == 0);
EXISTS("a writer counts on from another's word", a[2] == 2);

#include "threads.h"

/* N writers that each count on from their left neighbour's word; a reader looks for the last zero. */
#include <linux/compiler.h>

#ifndef N
#define N 5
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

#include "threads.h"

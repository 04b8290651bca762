/*
 * A ring of N threads that read a word and store to the next, every other
 * one across a grace period and the rest in a critical section.
 */
#include <linux/compiler.h>
#include <linux/rcupdate.h>

#ifndef N
#define N 3
#endif
#define THREADS N

static int x[N];

static void thread(int i)
{
	if (i % 2 == 0) {
		READ_ONCE(x[i]);
		synchronize_rcu();
		WRITE_ONCE(x[(i + 1) % N], 1);
	} else {
		rcu_read_lock();
		READ_ONCE(x[i]);
		WRITE_ONCE(x[(i + 1) % N], 1);
		rcu_read_unlock();
	}
}

FINALLY("all is stored", x[0] == 1 && x[N - 1] == 1);
EXISTS("all is stored", x[0] == 1 && x[N - 1] == 1);

#include "threads.h"

/*
 * A chain of N threads that each read two words, every other one across a
 * grace period and the rest in a critical section; one more stores to all.
 */
#include <linux/compiler.h>
#include <linux/rcupdate.h>

#ifndef N
#define N 3
#endif
#define THREADS (N + 1)

static int x[N];

static void thread(int i)
{
	if (i == N) {
		for (int n = 0; n < N; n++)
			WRITE_ONCE(x[n], 1);
	} else if (i % 2 == 0) {
		READ_ONCE(x[i]);
		synchronize_rcu();
		READ_ONCE(x[(i + 1) % N]);
	} else {
		rcu_read_lock();
		READ_ONCE(x[i]);
		READ_ONCE(x[(i + 1) % N]);
		rcu_read_unlock();
	}
}

FINALLY("all is stored", x[0] == 1 && x[N - 1] == 1);
EXISTS("all is stored", x[0] == 1 && x[N - 1] == 1);

#include "threads.h"

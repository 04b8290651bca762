/* N threads add to one counter with an atomic that returns its value. */
#include <linux/atomic.h>

#ifndef N
#define N 3
#endif
#define THREADS N

static atomic_t counter;

static void thread(int i)
{
	atomic_inc_return(&counter);
}

FINALLY("no increment is lost", atomic_read(&counter) == N);
EXISTS("all have been counted", atomic_read(&counter) == N);

#include "threads.h"

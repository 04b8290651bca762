/* N threads take a spinlock once each. */
#include <linux/compiler.h>
#include <linux/spinlock.h>

#ifndef N
#define N 3
#endif
#define THREADS N

static DEFINE_SPINLOCK(lock);
static int shared;

static void thread(int i)
{
	spin_lock(&lock);
	WRITE_ONCE(shared, READ_ONCE(shared) + 1);
	spin_unlock(&lock);
}

FINALLY("no increment is lost", shared == N);
EXISTS("everybody has had the lock", shared == N);

#include "threads.h"

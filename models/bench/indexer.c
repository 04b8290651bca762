/* N threads insert four keys each into a hash table, by linear probing with compare-and-exchange. */
#include <linux/atomic.h>

#ifndef N
#define N 2
#endif
#define THREADS N

#define KEYS 4
#define SLOTS 128

static int table[SLOTS];

static void thread(int tid)
{
	int i;

	for (i = 1; i <= KEYS; i++) {
		int w = i * 11 + tid;
		int slot = w * 7 % SLOTS;

		while (cmpxchg(&table[slot], 0, w) != 0)
			slot = (slot + 1) % SLOTS;
	}
}

FINALLY("the first key is in the table", table[11 * 7 % SLOTS] != 0);
EXISTS("the last key has its own slot",
       table[(KEYS * 11 + N - 1) * 7 % SLOTS] == KEYS * 11 + N - 1);

#include "threads.h"

/* N threads insert four keys each into a hash table, by linear probing with compare-and-exchange. */
#include <stdatomic.h>

#ifndef N
#define N 2
#endif
#define THREADS N

#define KEYS 4
#define SLOTS 128

static atomic_int table[SLOTS];

static void thread(int tid)
{
	int i;

	for (i = 1; i <= KEYS; i++) {
		int w = i * 11 + tid;
		int slot = w * 7 % SLOTS;
		int empty = 0;

		while (!atomic_compare_exchange_strong(&table[slot], &empty, w)) {
			slot = (slot + 1) % SLOTS;
			empty = 0;
		}
	}
}

static int holds(void)
{
	return atomic_load_explicit(&table[11 * 7 % SLOTS], memory_order_relaxed) != 0;
}

#include "threads.h"

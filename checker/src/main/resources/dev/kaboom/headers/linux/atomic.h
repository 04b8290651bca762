/*
 * Stands for include/linux/atomic.h and include/linux/atomic/atomic-instrumented.h of Linux 6.x.
 * The operations themselves, atomic_*(), atomic64_*(), atomic_long_*(), xchg() and cmpxchg() with
 * their _relaxed, _acquire and _release forms, are primitives of the checker.
 * try_cmpxchg() is made of cmpxchg() as in the kernel's fallback: *oldp is only written when
 * the exchange fails.
 * Left out: the double-word operations; operations on local_t.
 */
#ifndef _LINUX_ATOMIC_H
#define _LINUX_ATOMIC_H

#include <linux/compiler.h>
#include <linux/types.h>

#define ATOMIC_INIT(i) { (i) }
#define ATOMIC64_INIT(i) { (i) }
#define ATOMIC_LONG_INIT(i) { (i) }

#define __try_cmpxchg(exchange, ptr, oldp, new) ({ \
	typeof(*(ptr)) __expected = *(oldp); \
	typeof(*(ptr)) __found = exchange(ptr, __expected, new); \
	if (__found != __expected) \
		*(oldp) = __found; \
	__found == __expected; })

#define try_cmpxchg(ptr, oldp, new) __try_cmpxchg(cmpxchg, ptr, oldp, new)
#define try_cmpxchg_relaxed(ptr, oldp, new) __try_cmpxchg(cmpxchg_relaxed, ptr, oldp, new)
#define try_cmpxchg_acquire(ptr, oldp, new) __try_cmpxchg(cmpxchg_acquire, ptr, oldp, new)
#define try_cmpxchg_release(ptr, oldp, new) __try_cmpxchg(cmpxchg_release, ptr, oldp, new)

#define atomic_cond_read_acquire(v, condition) ({ \
	int VAL; \
	do { \
		VAL = atomic_read_acquire(v); \
	} while (!(condition)); \
	VAL; })

#endif

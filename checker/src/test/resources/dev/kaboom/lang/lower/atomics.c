#include <linux/atomic.h>
atomic_t a = ATOMIC_INIT(3);
atomic_long_t l;
int x;
CPU(0) {
	int r;
	atomic_inc(&a);
	atomic_andnot(5, &a);
	r = atomic_add_return(2, &a);
	r = atomic_fetch_sub_release(r, &a);
	r = atomic_dec_and_test(&a);
	r = atomic_add_unless(&a, 1, 5);
	r = atomic_inc_not_zero(&a);
	r = atomic_add_negative(-7, &a);
	r = atomic_long_fetch_or_acquire(0x100, &l);
	r = xchg_relaxed(&x, 4);
	r = cmpxchg(&x, r, 5);
	r = try_cmpxchg(&x, &r, 6);
	atomic_set_release(&a, atomic_read(&a));
}

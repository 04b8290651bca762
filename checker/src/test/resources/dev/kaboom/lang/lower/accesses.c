#include <linux/atomic.h>
int x, y;
int *p = &x;
volatile int v;
CPU(0) {
	int a = READ_ONCE(x), b;
	WRITE_ONCE(y, a + 1);
	b = smp_load_acquire(&x);
	smp_store_release(&y, b);
	*p = 3;
	v = v + 1;
	x++;
	x += y;
	rcu_assign_pointer(p, &y);
	b = *rcu_dereference(p);
	smp_store_mb(x, b);
	smp_wmb(); smp_rmb(); smp_mb(); barrier(); cpu_relax();
	smp_mb__before_atomic(); smp_mb__after_atomic(); smp_mb__after_spinlock();
	smp_mb__after_unlock_lock(); smp_mb__after_srcu_read_unlock();
}

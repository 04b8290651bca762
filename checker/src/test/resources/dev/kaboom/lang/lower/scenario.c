#include <linux/bug.h>
#include <linux/rcupdate.h>
int x, y;
static int both(void) { return x == 1 && READ_ONCE(y) == 1; }
INIT { x = 4; smp_mb(); }
CPU(0) {
	int r = nondet(1, 3);
	assume(r != 2);
	await(READ_ONCE(x) == r && y);
	atomic { x = y; await(y != 0); y = 2; }
	assert(x  ==   y);
	if (WARN_ON(x > 3))
		BUG();
	BUG_ON(y);
	rcu_read_lock();
	rcu_read_unlock();
	synchronize_rcu();
}
ALWAYS("never both", !both());
EXISTS("x", x);
FINALLY("y", y == 2);

#include <linux/smp.h>
#include <linux/spinlock.h>
DEFINE_SPINLOCK(lock);
int x, target;
static void flush(void *arg) { WRITE_ONCE(x, 1); }
static void stop(void *arg) { halt(); }
CPU(0) {
	unsigned long flags;
	spin_lock_irqsave(&lock, flags);
	if (spin_is_locked(&lock))
		x = 0;
	spin_unlock_irqrestore(&lock, flags);
	smp_call_function_single(0, flush, 0, 1);
	smp_call_function_single(1, flush, &x, 1);
	smp_call_function_single(READ_ONCE(target), flush, 0, 0);
	send_nmi(1, stop, 0);
}
IRQ(1) { local_irq_disable(); x = 2; local_irq_enable(); }
IRQ(1, 2) { x = 3; }
NMI(0) { fault("kaboom"); }

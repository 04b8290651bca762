#include <linux/spinlock.h>

spinlock_t a, b;
int x;

static void forwards(void)
{
	spin_lock(&a);
	spin_lock(&b);
	x++;
	spin_unlock(&b);
	spin_unlock(&a);
}

static void backwards(void)
{
	spin_lock(&b);
	spin_lock(&a);
	x--;
	spin_unlock(&a);
	spin_unlock(&b);
}

CPU(0) { forwards(); }
CPU(1) { backwards(); }

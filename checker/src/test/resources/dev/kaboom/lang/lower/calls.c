int x;
static inline int twice(int v) { return 2 * v; }
static void set(int *where, int what) { if (what < 0) return; *where = what; }
static void one(void *arg) { x = 1; }
static void two(void *arg) { x = 2; }
static void (*op)(void *) = one;
struct ops { void (*fn)(void *arg); };
static struct ops table = { .fn = two };
CPU(0) {
	int local = 1;
	set(&x, twice(READ_ONCE(x)));
	set(&local, 4);
	op(0);
	table.fn(&x);
	one(0);
}
static void three(void *arg) { if (arg) op(arg); }
static void (*again)(void *) = three;
CPU(1) { again(&x); }

struct link { struct link *next; };
struct vmcs { int cpu; struct link link; };
struct vmcs vmcs = { .cpu = -1 };
int seen = -1;

/* Takes the VMCS over; the last owner must be read before the link is written. */
static void take_over(void)
{
	int cpu = READ_ONCE(vmcs.cpu);

	smp_rmb();
	WRITE_ONCE(vmcs.link.next, &vmcs.link);
	seen = cpu;
}

static void run(void)
{
	struct link *next = READ_ONCE(vmcs.link.next);

	smp_mb();
	if (next)
		WRITE_ONCE(vmcs.cpu, 1);
}

CPU(0) { take_over(); }
CPU(1) { run(); }
FINALLY("the owner is one of before", seen != 1);

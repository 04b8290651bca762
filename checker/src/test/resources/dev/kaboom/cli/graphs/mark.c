int stop, seen;

static void request(void)
{
	stop = 1;
}

static void poll(void)
{
	seen = READ_ONCE(stop);
}

CPU(0) { request(); }
CPU(1) { poll(); }

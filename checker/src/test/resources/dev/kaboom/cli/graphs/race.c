int data, ready, got;

static void produce(void)
{
	data = 1;
	WRITE_ONCE(ready, 1);
}

static void consume(void)
{
	if (READ_ONCE(ready))
		got = data;
}

CPU(0) { produce(); }
CPU(1) { consume(); }
FINALLY("got is a value of data", got == 0 || got == 1);

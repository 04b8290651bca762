struct item { int size; };
struct item item;
struct item *shared;
int ready;

static void publish(void)
{
	WRITE_ONCE(shared, &item);
	WRITE_ONCE(ready, 1);
}

static void use(void)
{
	if (READ_ONCE(ready)) {
		struct item *it = READ_ONCE(shared);

		WRITE_ONCE(it->size, 1);
	}
}

CPU(0) { publish(); }
CPU(1) { use(); }

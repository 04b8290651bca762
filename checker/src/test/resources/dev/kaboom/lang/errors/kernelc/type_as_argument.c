void f(void *p)
{
	int *q = container_of(p, struct foo, member);
}

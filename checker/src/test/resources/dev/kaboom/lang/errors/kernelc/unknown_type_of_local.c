void f(void)
{
	foo_t x = 1;
	foo_t *p;
	foo_t *q = 0;
}

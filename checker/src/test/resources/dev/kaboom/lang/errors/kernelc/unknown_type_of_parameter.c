int f(foo_t *x)
{
	return 0;
}

void f(int *p)
{
	*p = 1 *p = 2;
	p = 0 return;
}

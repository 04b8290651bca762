void f(void *p)
{
	p = (struct new { int a; } *)p;
}

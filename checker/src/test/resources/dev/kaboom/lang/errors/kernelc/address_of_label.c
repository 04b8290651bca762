void f(void)
{
	void *p = &&out;
out:
	;
}

void f(void)
{
	int g(void)
	{
		return 1;
	}
	g();
}

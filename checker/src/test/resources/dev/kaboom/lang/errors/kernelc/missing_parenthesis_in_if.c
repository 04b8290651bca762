void f(int a)
{
	if (a {
		a = 1;
	}
	a = 2;
}

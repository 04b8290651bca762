void f(int a)
{
	a = 1;
	else
		a = 2;
}

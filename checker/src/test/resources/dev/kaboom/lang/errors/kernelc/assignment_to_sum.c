void f(int a, int b)
{
	a + b = 3;
	(a) = 4;
	3++;
}

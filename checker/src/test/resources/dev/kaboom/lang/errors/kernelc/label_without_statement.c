void f(int a)
{
	if (a)
out:
}

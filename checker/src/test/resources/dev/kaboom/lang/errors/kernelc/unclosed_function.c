void f(int a)
{
	if (a) {
		a = 1;
}

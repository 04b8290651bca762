void f(int a)
{
	do {
		a--;
	} until (a);
	a = 1;
}

void g(int a);
void f(void)
{
	g(1));
	g(2);
}

typedef int word;
void f(void)
{
	int word = 1;
}

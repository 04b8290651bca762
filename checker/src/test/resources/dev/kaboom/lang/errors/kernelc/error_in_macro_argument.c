#define TWICE(a) ((a) + (a))
int f(int x)
{
	return TWICE(1.5);
}

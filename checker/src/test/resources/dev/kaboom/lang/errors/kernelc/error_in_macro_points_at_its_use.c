#define BROKEN(a) ((a) + )
int f(int x)
{
	return BROKEN(x);
}

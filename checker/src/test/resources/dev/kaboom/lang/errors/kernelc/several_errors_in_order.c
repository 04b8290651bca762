float a;
int f(void)
{
	int x = ;
	int y = 1;
	y = (2;
	return y
}
foo_t z;
int ok;
double b;

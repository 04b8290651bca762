int f(void)
{
	int while = 3;
	return 0;
}

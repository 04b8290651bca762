/* One store, and N threads that read the word once. */
#ifndef N
#define N 3
#endif

byte x;

active proctype last()
{
	timeout;
	assert(x == 1)
}

active proctype writer()
{
	x = 1
}

active [N] proctype reader()
{
	byte r;

	r = x
}

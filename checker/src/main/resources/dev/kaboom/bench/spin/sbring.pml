/* N threads in a ring: each stores to its own word and reads its neighbour's. */
#ifndef N
#define N 4
#endif

byte x[N];

active proctype last()
{
	timeout;
	assert(x[0] == 1)
}

active [N] proctype thread()
{
	byte r;

	x[_pid - 1] = 1;
	r = x[_pid % N]
}

/* N writers that each count on from their left neighbour's word; a reader looks for the last zero. */
#ifndef N
#define N 3
#endif

byte a[N + 1];

active proctype last()
{
	timeout;
	assert(a[0] == 0)
}

active [N] proctype writer()
{
	byte r;

	r = a[_pid - 1];
	a[_pid] = r + 1
}

active proctype reader()
{
	byte i = N;

	do
	:: a[i] != 0 -> i--
	:: else -> break
	od
}

/* Thread i replaces i - 1 by i, if it finds that. */
#ifndef N
#define N 5
#endif

byte x;

active proctype last()
{
	timeout;
	assert(x >= 1 && x <= N)
}

active [N] proctype thread()
{
	d_step {
		if
		:: x == _pid - 1 -> x = _pid
		:: else
		fi
	}
}

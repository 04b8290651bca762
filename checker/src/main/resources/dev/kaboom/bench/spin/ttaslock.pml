/* N threads take a test-and-test-and-set lock once each. */
#ifndef N
#define N 3
#endif

byte state, shared;

active proctype last()
{
	timeout;
	assert(state == 0)
}

active [N] proctype thread()
{
again:
	state == 0;
	if
	:: d_step { state == 0 -> state = 1 }
	:: state != 0 -> goto again
	fi;
	shared = _pid;
	assert(shared == _pid);
	state = 0
}

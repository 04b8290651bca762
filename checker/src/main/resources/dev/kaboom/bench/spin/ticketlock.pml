/* N threads take a ticket lock once each. */
#ifndef N
#define N 3
#endif

byte next, owner, shared;

active proctype last()
{
	timeout;
	assert(owner == N && next == N)
}

active [N] proctype thread()
{
	byte ticket;

	d_step { ticket = next; next++ }
	owner == ticket;
	shared = _pid;
	assert(shared == _pid);
	owner = ticket + 1
}

/*
 * Two threads add up Fibonacci numbers from each other's; a third checks that none is larger than
 * the sequence can be.
 */
#ifndef N
#define N 3
#endif

/* The Fibonacci number of 2 N + 2. */
#if N == 3
#define BOUND 21
#elif N == 4
#define BOUND 55
#elif N == 5
#define BOUND 144
#elif N == 6
#define BOUND 377
#endif

short x = 1, y = 1;

active proctype last()
{
	timeout;
	assert(x > N && y > N)
}

active proctype first()
{
	short sum;
	byte n;

	do
	:: sum = x;
		sum = sum + y;
		d_step { x = sum; n++ }
		if
		:: n == N -> break
		:: else
		fi
	od
}

active proctype second()
{
	short sum;
	byte n;

	do
	:: sum = x;
		sum = sum + y;
		d_step { y = sum; n++ }
		if
		:: n == N -> break
		:: else
		fi
	od
}

active proctype third()
{
	assert(x <= BOUND);
	assert(y <= BOUND)
}
